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
  const row = commit.goal && store.tables.goals.get(commit.goal.id);
  const fromFile = isOnlyInFile(row) ? await saidInFile(store, row) : [];
  const refusal = refuseCommit(store.tables, store.leases, commit);
  if (refusal) return refuseDurably(store, refusal);
  const landed = appendCommit(store, commit, fromFile);
  await landed.durable;
  return { ok: true, version: landed.commit.record.goal?.version ?? 0 };
}

function appendCommit(store: StoreState, commit: Commit, fromFile: readonly SaidRow[]): Landed {
  const { tables, journal, clock } = store;
  // What cannot be written as JSON is thrown out here, before anything was changed.
  let accepted = recordOf(tables, commit, clock.now(), fromFile);
  if (isFull(journal)) rotate(store);
  // The rotation may have archived the very goal that is written here.
  const row = commit.goal && tables.goals.get(commit.goal.id);
  if (row?.archived && !isOnlyInFile(row)) {
    accepted = recordOf(tables, commit, accepted.record.at, saidInMemory(store, row));
  }
  const landed = append(journal, accepted);
  landed.changes = applyRecord(tables, accepted.record, accepted.document);
  return landed;
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

const isOnlyInFile = (row: GoalRow | undefined): row is GoalRow =>
  row?.archived === true && row.text === undefined;

/** What an archived goal had said; empty when somebody else brings the goal back first. */
async function saidInFile(store: StoreState, row: GoalRow): Promise<readonly SaidRow[]> {
  const { said } = await readArchive(store.files, store.paths, row.id);
  refuseWrites(store);
  const current = store.tables.goals.get(row.id);
  if (!isOnlyInFile(current)) return [];
  return current.version === row.version ? said : saidInFile(store, current);
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
