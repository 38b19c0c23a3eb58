import type { Commit, CommitResult } from '../../../../src/ports/store/goal-store.ts';
import type { Reservation } from '../../../../src/ports/store/registry.ts';
import { dissolve, purseAt, setAside, type PurseTables } from './purse-table.ts';
import { exceedsUsd, minusUsd, plusUsd } from './usd.ts';

type PurseEmpty = Extract<CommitResult, { reason: 'purse-empty' }>;

/**
 * The first purse that cannot give what a commit wants to set aside; undefined when all can. The commit is tried out on
 * a copy of the rows it touches, so what is left is counted after its settlements and its earlier reservations.
 */
export function refuseReservations(
  tables: PurseTables,
  { settle = [], reserve = [] }: Commit,
  at: number,
): PurseEmpty | undefined {
  if (reserve.length === 0) return undefined;
  const trial = touchedBy(tables, [...settle, ...reserve], reserve);
  const change = { record: 0, at };
  for (const { id, usd } of settle) dissolve(trial, id, usd, change);
  for (const reservation of reserve) {
    dissolve(trial, reservation.id, 0, change);
    const empty = emptyPurse(trial, reservation, at);
    if (empty) return empty;
    setAside(trial, reservation, change);
  }
  return undefined;
}

function emptyPurse(tables: PurseTables, { usd, purses }: Reservation, at: number): PurseEmpty | undefined {
  for (const { key, limitUsd } of purses) {
    const { spentUsd, reservedUsd } = purseAt(tables, key, at);
    const gone = plusUsd(spentUsd, reservedUsd);
    if (exceedsUsd(plusUsd(gone, usd), limitUsd)) {
      return { ok: false, reason: 'purse-empty', purse: key, leftUsd: minusUsd(limitUsd, gone), limitUsd };
    }
  }
  return undefined;
}

/** Copies of the rows that settling and reserving reads or changes. */
function touchedBy(
  { purses, reservations }: PurseTables,
  orders: readonly { readonly id: string }[],
  reserve: readonly Reservation[],
): PurseTables {
  const open = rowsOf(
    reservations,
    orders.map(({ id }) => id),
  );
  const keys = [
    ...[...open.values()].flatMap((row) => row.purses),
    ...reserve.flatMap((row) => row.purses.map(({ key }) => key)),
  ];
  return { purses: rowsOf(purses, keys), reservations: open };
}

function rowsOf<T>(table: ReadonlyMap<string, T>, keys: readonly string[]): Map<string, T> {
  const rows = new Map<string, T>();
  for (const key of keys) {
    const row = table.get(key);
    if (row !== undefined) rows.set(key, row);
  }
  return rows;
}
