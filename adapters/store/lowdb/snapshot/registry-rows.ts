import type {
  CooldownEntry,
  CostEntry,
  PurseEntry,
  RegistryTables,
  ReservationEntry,
} from '../../shared/registry/registry-tables.ts';

/** A row of the registry as the snapshot has it. */
export type RegistryRow =
  | { readonly purse: PurseEntry }
  | { readonly reservation: ReservationEntry }
  | { readonly costs: CostEntry }
  | { readonly cooldown: CooldownEntry };

/** The registry as it is at this instant. */
export const registryRows = (registry: RegistryTables): readonly RegistryRow[] => [
  ...[...registry.purses.values()].map((purse) => ({ purse })),
  ...[...registry.reservations.values()].map((reservation) => ({ reservation })),
  ...[...registry.costs.values()].map((costs) => ({ costs })),
  ...[...registry.cooldowns.values()].map((cooldown) => ({ cooldown })),
];

export function putRegistryRow(registry: RegistryTables, row: RegistryRow): void {
  if ('purse' in row) registry.purses.set(row.purse.key, row.purse);
  else if ('reservation' in row) registry.reservations.set(row.reservation.id, row.reservation);
  else if ('costs' in row) registry.costs.set(row.costs.key, row.costs);
  else registry.cooldowns.set(row.cooldown.agent, row.cooldown);
}
