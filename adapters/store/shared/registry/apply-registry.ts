import type { Cooldown, Reservation, Settlement } from '../../../../src/ports/store/registry.ts';
import { isStale } from './forget-stale.ts';
import { dissolve, setAside } from './purse-table.ts';
import type { Change, RegistryTables } from './registry-tables.ts';

/** The part of a record that is about what goals share. */
export interface RegistryPart {
  readonly settle?: readonly Settlement[];
  readonly reserve?: readonly Reservation[];
  readonly cooldowns?: readonly Cooldown[];
}

/** How many turns an estimate is made from. */
const costsKept = 50;

/** Folds one record into the registry: what is settled before what is reserved. Limits were checked when it was accepted. */
export function applyRegistry(registry: RegistryTables, part: RegistryPart, change: Change): void {
  for (const settlement of part.settle ?? []) applySettlement(registry, settlement, change);
  for (const reservation of part.reserve ?? []) setAside(registry, reservation, change);
  for (const { agent, until, why } of part.cooldowns ?? []) {
    registry.cooldowns.set(agent, { agent, until, why, ...change });
  }
}

function applySettlement(registry: RegistryTables, settlement: Settlement, change: Change): void {
  const { id, usd, costKey } = settlement;
  dissolve(registry, id, usd, change);
  if (costKey === undefined) return;
  const known = registry.costs.get(costKey);
  const before = known && !isStale(known, change.at) ? known.usd : [];
  registry.costs.set(costKey, { key: costKey, usd: [...before, usd].slice(-costsKept), ...change });
}
