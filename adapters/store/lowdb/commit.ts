import type { Commit, CommitResult } from '../../../src/ports/store/goal-store.ts';
import { applyRecord } from '../shared/apply-record.ts';
import { recordOf } from '../shared/commit-record.ts';
import { entryRecord } from '../shared/entries/entry-table.ts';
import { changeOf, tellListeners } from '../shared/listeners.ts';
import { voidLease } from '../shared/leases.ts';
import { refuseCommit, type Refusal } from '../shared/refuse-commit.ts';
import { storeClosed } from '../shared/store-closed.ts';
import type { GoalRow, SaidRow, Tables } from '../shared/tables.ts';
import { append, isFull, nextSegment, whenDurable, type Landed } from './journal/journal.ts';
import { archiveOf } from './snapshot/archive.ts';
import { beginCheckpoint, isCheckpointDue } from './snapshot/checkpoint.ts';
import { isScrubDue } from './snapshot/scrub.ts';
import type { StoreState } from './state.ts';

/** Decides, appends and folds in one step, so that the log and the tables have one order; then waits for the disk. */
export async function commitDurably(store: StoreState, commit: Commit): Promise<CommitResult> {
  refuseWrites(store);
  const row = commit.goal && store.tables.goals.get(commit.goal.id);
  const fromFile = isOnlyInFile(row) ? await saidInFile(store, row) : [];
  const at = store.clock.now();
  const refusal = refuseCommit(store.tables, store.leases, commit, at);
  if (refusal) return refuseDurably(store, refusal);
  const landed = appendCommit(store, commit, at, fromFile);
  await landed.durable;
  return { ok: true, version: landed.commit.record.goal?.version ?? 0 };
}

function appendCommit(store: StoreState, commit: Commit, at: number, fromFile: readonly SaidRow[]): Landed {
  const { tables, journal } = store;
  // What cannot be written as JSON is thrown out here, before anything was changed.
  let accepted = recordOf(tables, commit, at, fromFile);
  if (isFull(journal) || isScrubDue(store)) rotate(store);
  // The rotation may have archived the very goal that is written here.
  const row = commit.goal && tables.goals.get(commit.goal.id);
  if (row?.archived && !isOnlyInFile(row)) {
    accepted = recordOf(tables, commit, at, saidInMemory(store, row));
  }
  const landed = append(journal, accepted);
  landed.changes = applyRecord(tables, accepted.record, accepted.document);
  if (commit.purge) voidLease(store.leases, commit.purge.id);
  return landed;
}

function refuseWrites({ journal, closed }: StoreState): void {
  if (journal.failure) throw journal.failure;
  if (closed) throw storeClosed();
}

/** What a refusal rests on must not be lost any more: a delivery's first answer, a purse's end, another's entry. */
async function refuseDurably({ tables, journal }: StoreState, refusal: Refusal): Promise<CommitResult> {
  await whenDurable(journal, restsOn(tables, refusal) ?? 0);
  return refusal;
}

/** Number of the record that a refusal tells of. */
function restsOn(tables: Tables, refusal: Refusal): number | undefined {
  if (refusal.reason === 'already-marked') return tables.marks.get(refusal.mark.deliveryId)?.record;
  if (refusal.reason === 'entry-conflict') return entryRecord(tables, refusal.key);
  return refusal.reason === 'purse-empty' ? tables.registry.purses.get(refusal.purse)?.record : undefined;
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
  const archived = await archiveOf(store, row.id);
  refuseWrites(store);
  const current = store.tables.goals.get(row.id);
  if (!archived || !isOnlyInFile(current)) return [];
  return current.version === row.version ? archived.said : saidInFile(store, current);
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
