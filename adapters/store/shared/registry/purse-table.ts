import type { Reservation } from '../../../../src/ports/store/registry.ts';
import { isStale } from './forget-stale.ts';
import type { Change, PurseEntry, RegistryTables } from './registry-tables.ts';
import { minusUsd, plusUsd } from './usd.ts';

export type PurseTables = Pick<RegistryTables, 'purses' | 'reservations'>;

/**
 * A purse as a change at that time finds it. One that was left alone for so long that snapshots forget it is new,
 * whether or not one was taken meanwhile: so the same records make the same purses when the log is read again.
 */
export function purseAt({ purses }: PurseTables, key: string, at: number): PurseEntry {
  const known = purses.get(key);
  return known && !isStale(known, at) ? known : { key, spentUsd: 0, reservedUsd: 0, record: 0, at };
}

/** Ends a reservation and books what was spent of it; an unknown one changes nothing. */
export function dissolve(tables: PurseTables, id: string, spentUsd: number, change: Change): void {
  const reservation = tables.reservations.get(id);
  if (!reservation) return;
  tables.reservations.delete(id);
  for (const key of reservation.purses) {
    const purse = purseAt(tables, key, change.at);
    tables.purses.set(key, {
      key,
      spentUsd: plusUsd(purse.spentUsd, spentUsd),
      reservedUsd: minusUsd(purse.reservedUsd, reservation.usd),
      ...change,
    });
  }
}

/** Sets money aside in every purse of a reservation, in place of what was set aside under its id before. */
export function setAside(tables: PurseTables, reservation: Reservation, change: Change): void {
  const { id, usd } = reservation;
  dissolve(tables, id, 0, change);
  const keys = new Set(reservation.purses.map(({ key }) => key));
  tables.reservations.set(id, { id, usd, purses: [...keys] });
  for (const key of keys) {
    const { spentUsd, reservedUsd } = purseAt(tables, key, change.at);
    tables.purses.set(key, { key, spentUsd, reservedUsd: plusUsd(reservedUsd, usd), ...change });
  }
}
