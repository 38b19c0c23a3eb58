import { setImmediate } from 'node:timers/promises';
import { isHeld } from '../../shared/leases.ts';
import { storeError } from '../disk/store-error.ts';
import { failJournal, whenDurable } from '../journal/journal.ts';
import { removeSegments, removeUnlisted } from '../journal/segment-files.ts';
import type { StoreState } from '../state.ts';
import { chunkFile } from '../store-paths.ts';
import { writeArchive, type ArchivedGoal } from './archive.ts';
import { writeChunk } from './event-chunks.ts';
import { writeMarks } from './marks.ts';
import { isScrubDue, scrub } from './scrub.ts';
import { planCheckpoint, type CheckpointPlan } from './plan-checkpoint.ts';
import { emptySnapshot, type Snapshot } from './snapshot-file.ts';

/** Roughly the bytes of a snapshot. */
export function roughSize({ goals }: Pick<Snapshot, 'goals'>): number {
  return goals.reduce((sum, row) => sum + 400 + (row.archived ? 0 : (row.text?.length ?? 0)), 0);
}

/**
 * Whether a snapshot pays: reading the journal again must not take much longer than reading the snapshot, and
 * writing snapshots must not cost much more than writing the journal did. A goal that was taken out is to leave the disk.
 */
export const isCheckpointDue = (store: StoreState): boolean =>
  store.checkpoint === undefined && (store.uncoveredBytes >= store.snapshotBytes / 2 || isScrubDue(store));

/**
 * Begins a checkpoint at the instant of a rotation; it is written in the background. A checkpoint that cannot be
 * written stops the store like any other failed write.
 */
export function beginCheckpoint(store: StoreState, segment: number): void {
  const plan = planCheckpoint(store, segment);
  store.checkpoint = inBackground(store, plan)
    .catch((error: unknown) => failJournal(store.journal, storeError(error, store.paths.folder)))
    .finally(() => {
      store.checkpoint = undefined;
    });
}

async function inBackground(store: StoreState, plan: CheckpointPlan): Promise<void> {
  // The record that caused the rotation is appended in this very turn of the loop. Once it is durable, so is the
  // new segment, and everything in the segments before.
  await setImmediate();
  await whenDurable(store.journal, plan.snapshot.head.record + 1);
  await writeCheckpoint(store, plan);
}

/** Writes what was planned, in an order that leaves a store that can be opened wherever it stops. */
export async function writeCheckpoint(store: StoreState, plan: CheckpointPlan): Promise<void> {
  const { files, paths, database } = store;
  if (plan.events.length > 0) await writeChunk(files, chunkFile(paths.events, plan.number), plan.events);
  if (plan.marks.length > 0) await writeMarks(files, chunkFile(paths.marks, plan.number), plan.marks);
  for (const goal of plan.archived) await writeArchive(files, paths, goal);
  await scrub(store, plan.scrubbed);
  database.data = plan.snapshot;
  await database.write();
  database.data = emptySnapshot;
  adopt(store, plan);
  await removeSuperfluous(store, plan);
}

/** From here on the files are the truth about what they cover. */
function adopt(store: StoreState, plan: CheckpointPlan): void {
  store.covered = plan.snapshot.head;
  store.snapshotBytes = roughSize(plan.snapshot);
  store.uncoveredBytes -= plan.coveredBytes;
  store.closing = undefined;
  for (const goal of plan.archived) forget(store, goal);
}

/** Leaves only the summary of an archived goal in memory, unless it came back to life meanwhile. */
function forget({ tables, leases }: StoreState, { row, said }: ArchivedGoal): void {
  const current = tables.goals.get(row.id);
  if (!current?.archived || current.version !== row.version) return;
  tables.goals.set(row.id, { ...current, text: undefined });
  if (!isHeld(leases, row.id)) leases.byGoal.delete(row.id);
  for (const { key } of said) tables.said.delete(key);
}

async function removeSuperfluous({ files, paths }: StoreState, plan: CheckpointPlan): Promise<void> {
  const { head } = plan.snapshot;
  await removeSegments(files, paths.journal, head.segment);
  await removeUnlisted(
    files,
    paths.marks,
    head.marks.map((file) => file.number),
  );
}
