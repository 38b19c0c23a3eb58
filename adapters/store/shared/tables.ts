import type { GoalId } from '../../../src/domain/ids.ts';
import type { Post } from '../../../src/domain/post.ts';
import type { GoalIndex, PostDone } from '../../../src/ports/store/goal-store.ts';
import type { OutboxRow } from '../../../src/ports/store/outbox.ts';
import { emptyRegistry, type RegistryTables } from './registry/registry-tables.ts';

/**
 * What a store knows, in memory. Rows are never changed, only replaced: a copy of the maps is a true picture of one
 * instant however long somebody takes to write it down. Documents are kept as JSON text, which is smaller than the
 * object and cannot be changed from outside.
 */
export interface Tables {
  readonly goals: Map<GoalId, GoalRow>;
  /** Posts that are not confirmed yet, by key. */
  readonly waiting: Map<string, WaitingRow>;
  /** How posts ended, by key; only those of goals that are not archived. */
  readonly said: Map<string, SaidRow>;
  readonly marks: Map<string, MarkRow>;
  /** What goals share. */
  readonly registry: RegistryTables;
  /** What belongs to the installation, by key. */
  readonly entries: Map<string, EntryRow>;
  /** Number of the newest record that removed an entry: who finds none waits until this one is durable. */
  entryRemoved: number;
  /** Goals that were taken out of the store. */
  readonly purged: Map<GoalId, PurgedRow>;
  /** Events that are in no chunk file yet. */
  recent: RecentEvents;
  highestGoal: number;
  lastOrder: number;
  /** Number of the newest event over all goals. */
  lastCursor: number;
  /** Number of the newest record folded in. */
  record: number;
}

export interface GoalRow {
  readonly id: GoalId;
  readonly version: number;
  readonly index: GoalIndex;
  /** The document's JSON; undefined while it is only in the archive. */
  readonly text: string | undefined;
  readonly archived: boolean;
  /** `seq` of the goal's newest event; 0 without any. */
  readonly lastSeq: number;
  /** Where the goal's older events are, oldest first. */
  readonly chunks: readonly ChunkRef[];
  /** Number of the record that brought this row. */
  readonly record: number;
}

/** A file of older events in which a goal has some: its number, and the `seq` of the goal's first one there. */
export type ChunkRef = readonly [chunk: number, firstSeq: number];

/** What is left of a goal that was taken out: enough to refuse its handle, and to find what is to leave the disk. */
export interface PurgedRow {
  readonly id: GoalId;
  /** Epoch milliseconds. */
  readonly at: number;
  readonly record: number;
  /** Files of older events that may still have some of the goal's. */
  readonly chunks: readonly number[];
  /** Whether its own file and those events are gone. */
  readonly scrubbed: boolean;
}

export interface EntryRow {
  readonly key: string;
  readonly version: number;
  /** JSON of the value. */
  readonly text: string;
  readonly record: number;
}

/** A row of the outbox, and the goal whose commit brought it; none for what belongs to no goal. */
export interface WaitingRow extends OutboxRow {
  readonly owner?: GoalId;
}

export interface SaidRow {
  readonly key: string;
  readonly owner?: GoalId;
  readonly kind: Post['kind'];
  readonly revision: number;
  readonly result: PostDone['result'];
  readonly record: number;
  /** Epoch milliseconds; only where no goal is the owner, whose end would end the row. */
  readonly at?: number;
}

export interface MarkRow {
  readonly at: number;
  /** JSON of the answer. */
  readonly text: string;
  readonly record: number;
}

export interface EventEntry {
  readonly cursor: number;
  readonly goal: GoalId;
  readonly seq: number;
  /** JSON of the `EventRecord`. */
  readonly text: string;
  readonly record: number;
}

export interface RecentEvents {
  readonly all: EventEntry[];
  readonly byGoal: Map<GoalId, EventEntry[]>;
}

export const noEvents = (): RecentEvents => ({ all: [], byGoal: new Map() });

export const emptyTables = (): Tables => ({
  goals: new Map(),
  waiting: new Map(),
  said: new Map(),
  marks: new Map(),
  registry: emptyRegistry(),
  entries: new Map(),
  entryRemoved: 0,
  purged: new Map(),
  recent: noEvents(),
  highestGoal: 0,
  lastOrder: 0,
  lastCursor: 0,
  record: 0,
});
