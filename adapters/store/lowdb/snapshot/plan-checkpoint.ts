import { forgetStale } from '../../shared/registry/forget-stale.ts';
import { isLongSaid } from '../../shared/outbox-table.ts';
import type { EventEntry, MarkRow, PurgedRow, Tables } from '../../shared/tables.ts';
import type { StoreState } from '../state.ts';
import { finishedGoals, type ArchivedGoal } from './archive.ts';
import { closeRecent } from './event-chunks.ts';
import { marksKeptMs, marksSince, newestOf, pruneMarks } from './marks.ts';
import { registryRows } from './registry-rows.ts';
import { markScrubbed } from './scrub.ts';
import type { Snapshot } from './snapshot-file.ts';

/** Everything that a checkpoint writes, as it was at one instant. */
export interface CheckpointPlan {
  readonly snapshot: Snapshot;
  /** Number of the files of events and marks: that of the first segment not covered. */
  readonly number: number;
  readonly events: readonly EventEntry[];
  readonly marks: readonly (readonly [string, MarkRow])[];
  readonly archived: readonly ArchivedGoal[];
  /** Goals that were taken out, and whose files go with this checkpoint. */
  readonly scrubbed: readonly PurgedRow[];
  readonly coveredBytes: number;
}

/**
 * Takes the picture: all records so far and none after. It must be called between two appends, when `segment` has just
 * become the one that the next record goes to. Rows are immutable, so that copying the maps is enough and takes
 * well under a millisecond for a thousand goals; the writing comes later.
 */
export function planCheckpoint(store: StoreState, segment: number): CheckpointPlan {
  const { tables, leases, covered, clock } = store;
  const scrubbed = markScrubbed(tables);
  const events = closeRecent(tables, segment);
  const archived = finishedGoals(tables, leases);
  for (const { row } of archived) tables.goals.set(row.id, { ...row, archived: true });
  pruneMarks(tables, clock.now());
  forgetStale(tables.registry, clock.now());
  forgetSaid(tables, clock.now());
  const marks = marksSince(tables, covered.record);
  store.closing = { chunk: segment, events };
  return {
    snapshot: takeSnapshot(store, segment, events.all, marks),
    number: segment,
    events: events.all,
    marks,
    archived,
    scrubbed,
    coveredBytes: store.uncoveredBytes,
  };
}

/** Forgets what belongs to no goal and was said so long ago that nobody is going to say it again. */
function forgetSaid({ said }: Tables, now: number): void {
  for (const [key, row] of said) if (isLongSaid(row, now)) said.delete(key);
}

function takeSnapshot(
  { tables, covered, clock }: StoreState,
  segment: number,
  events: readonly EventEntry[],
  marks: CheckpointPlan['marks'],
): Snapshot {
  const [first, last] = [events[0], events.at(-1)];
  const chunk = first && last && { number: segment, first: first.cursor, last: last.cursor };
  const oldMarks = covered.marks.filter((file) => file.newest >= clock.now() - marksKeptMs);
  return {
    head: {
      segment,
      record: tables.record,
      life: covered.life,
      highestGoal: tables.highestGoal,
      lastOrder: tables.lastOrder,
      lastCursor: tables.lastCursor,
      chunks: chunk ? [...covered.chunks, chunk] : covered.chunks,
      marks: marks.length > 0 ? [...oldMarks, { number: segment, newest: newestOf(marks) }] : oldMarks,
    },
    goals: [...tables.goals.values()],
    waiting: [...tables.waiting.values()],
    said: [...tables.said.values()].filter(({ owner }) => !owner || !tables.goals.get(owner)?.archived),
    registry: registryRows(tables.registry),
    entries: [...tables.entries.values()],
    purged: [...tables.purged.values()],
  };
}
