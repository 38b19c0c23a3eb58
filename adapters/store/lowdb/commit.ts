import type { Commit, CommitResult } from '../../../src/ports/store/goal-store.ts';
import { applyRecord } from '../shared/apply-record.ts';
import { recordOf } from '../shared/commit-record.ts';
import { changeOf, tellListeners } from '../shared/listeners.ts';
import { refuseCommit, type Refusal } from '../shared/refuse-commit.ts';
import { storeClosed } from '../shared/store-closed.ts';
import type { GoalRow, SaidRow } from '../shared/tables.ts';
import { append, isFull, nextSegment, whenDurable, type Landed } from './journal/journal.ts';
import { readArchive } from './snapshot/archive.ts';
import { beginCheckpoint, isCheckpointDue } from './snapshot/checkpoint.ts';
import type { StoreState } from './state.ts';

/** Decides, appends and folds in one step, so that the log and the tables have one order; then waits for the disk. */
export async function commitDurably(store: StoreState, commit: Commit): Promise<CommitResult> {
  refuseWrites(store);
  const archived = commit.goal && store.tables.goals.get(commit.goal.id);
  const revived = archived?.archived ? await saidBefore(store, archived) : [];
  const refusal = refuseCommit(store.tables, store.leases, commit);
  if (refusal) return refuseDurably(store, refusal);
  const accepted = recordOf(store.tables, commit, store.clock.now(), revived);
  if (isFull(store.journal)) rotate(store);
  const landed = append(store.journal, accepted);
  landed.changes = applyRecord(store.tables, accepted.record, accepted.document);
  await whenDurable(store.journal, accepted.record.n);
  return { ok: true, version: accepted.record.goal?.version ?? 0 };
}

function refuseWrites({ journal, closed }: StoreState): void {
  if (journal.failure) throw journal.failure;
  if (closed) throw storeClosed();
}

/** A delivery's first answer may only be repeated when it cannot be lost any more. */
async function refuseDurably({ tables, journal }: StoreState, refusal: Refusal): Promise<CommitResult> {
  if (refusal.reason !== 'already-marked') return refusal;
  await whenDurable(journal, tables.marks.get(refusal.mark.deliveryId)?.record ?? 0);
  return refusal;
}

function rotate(store: StoreState): void {
  store.uncoveredBytes += store.journal.segmentSize;
  nextSegment(store.journal);
  if (isCheckpointDue(store)) beginCheckpoint(store, store.journal.segment);
}

/** What an archived goal had said; empty when somebody else brings the goal back first. */
async function saidBefore(store: StoreState, row: GoalRow): Promise<readonly SaidRow[]> {
  if (row.text !== undefined) return saidInMemory(store, row);
  const { said } = await readArchive(store.files, store.paths, row.id);
  refuseWrites(store);
  const current = store.tables.goals.get(row.id);
  if (!current?.archived) return [];
  return current.version === row.version ? said : saidBefore(store, current);
}

const saidInMemory = ({ tables }: StoreState, { id }: GoalRow): readonly SaidRow[] =>
  [...tables.said.values()].filter((said) => said.owner === id);

/** After a write became durable: what it queued may be sent, and whoever listens hears of it. */
export function publish(store: StoreState, landed: readonly Landed[]): void {
  for (const { changes } of landed) {
    for (const { key, row } of changes) {
      if (row) store.outbox.set(key, row);
      else store.outbox.delete(key);
    }
  }
  for (const { commit, changes } of landed) {
    tellListeners(store.listeners, changeOf(commit.record, changes.length > 0), store.logger);
  }
}
