import { DroverError } from '../../../src/domain/errors.ts';
import type { Commit, CommitResult, InboxMark } from '../../../src/ports/store/goal-store.ts';
import { checkEntries, refuseEntries } from './entries/entry-table.ts';
import { fenceOf, type Leases } from './leases.ts';
import { checkAmounts } from './registry/check-amounts.ts';
import { refuseReservations } from './registry/refuse-reservations.ts';
import type { Tables } from './tables.ts';

export type Refusal = Exclude<CommitResult, { ok: true }>;

/**
 * Why a commit must not happen; undefined when it may. A repeated delivery is told its first answer whatever else is
 * wrong with the commit, and a writer without its lease is told so before it is told to try again. Purses come last:
 * only a commit that nothing else stands against is worth deciding again without the money.
 *
 * @param at epoch milliseconds that the record of the commit will bear
 * @throws DroverError BUG for amounts that are none, and for a commit that contradicts itself
 */
export function refuseCommit(
  tables: Tables,
  leases: Leases,
  commit: Commit,
  at: number,
): Refusal | undefined {
  checkAmounts(commit);
  checkEntries(commit.entries ?? []);
  checkPurge(commit);
  return (
    refuseRepeat(tables, commit.inboxMarks ?? []) ??
    refuseLateWriter(leases, commit.goal) ??
    refuseOldVersion(tables, commit.goal) ??
    refuseOldVersion(tables, commit.purge) ??
    refuseEntries(tables, commit.entries ?? []) ??
    refuseReservations(tables.registry, commit, at)
  );
}

function refuseRepeat(tables: Tables, marks: readonly InboxMark[]): Refusal | undefined {
  for (const { deliveryId } of marks) {
    const mark = readMark(tables, deliveryId);
    if (mark) return { ok: false, reason: 'already-marked', mark };
  }
  return undefined;
}

function refuseLateWriter(leases: Leases, goal: Commit['goal']): Refusal | undefined {
  if (goal?.fence === undefined || goal.fence === fenceOf(leases, goal.id)) return undefined;
  return { ok: false, reason: 'lease-lost' };
}

function refuseOldVersion(tables: Tables, goal: Commit['purge']): Refusal | undefined {
  if (!goal) return undefined;
  const free = goal.expectedVersion === (tables.goals.get(goal.id)?.version ?? 0);
  if (free && !tables.purged.has(goal.id)) return undefined;
  return { ok: false, reason: 'version-conflict' };
}

/** @throws DroverError BUG for a commit that takes out what it writes, or what was never there */
function checkPurge({ goal, purge }: Commit): void {
  if (!purge || (purge.expectedVersion > 0 && purge.id !== goal?.id)) return;
  throw new DroverError(
    'BUG',
    `${purge.id} is to be taken out in a commit that makes it`,
    'Please report this.',
  );
}

/** The mark of a delivery as the port shows it. */
export function readMark(tables: Tables, deliveryId: string): InboxMark | undefined {
  const row = tables.marks.get(deliveryId);
  return row && { deliveryId, answer: JSON.parse(row.text) as unknown, at: row.at };
}
