import type { EventRecord } from '../../domain/event-record.ts';
import type { GoalState } from '../../domain/goal.ts';
import type { GoalId } from '../../domain/ids.ts';
import type { Post } from '../../domain/post.ts';
import type { Cooldown, Reservation, Settlement } from './registry.ts';

/** A stored document with its version. The store does not know what is in it. */
export interface Stored {
  readonly version: number;
  readonly document: unknown;
}

/** What a store can find goals by; written with every document. */
export interface GoalIndex {
  readonly state: GoalState;
  readonly terminal: boolean;
  readonly project: string;
  /** Whose goal it is: `principalOf(dispatcher)`, or the account that stands for all of that person’s. */
  readonly owner: string;
  readonly agent: string;
  readonly priority: number;
  /** `threadKey(origin)`, once bound. */
  readonly thread?: string;
  /** Orders are waiting to be carried out. */
  readonly hasWork: boolean;
  /** Epoch milliseconds at which the goal wants to be looked at. */
  readonly wakeAt?: number;
  /** Goals that it comes after, as long as it has not begun; `ended` as far as it was told. */
  readonly after?: readonly { readonly goal: GoalId; readonly ended: boolean }[];
  readonly createdAt: number;
}

export interface GoalSummary extends GoalIndex {
  readonly id: GoalId;
  readonly version: number;
}

/** A delivery that was dealt with, and what was answered; kept for hours so that a repeat gets the same answer. */
export interface InboxMark {
  readonly deliveryId: string;
  readonly answer: unknown;
  readonly at: number;
}

export type NewEvent = Omit<EventRecord, 'seq' | 'goal'>;

/** Confirms one row of the outbox. `refused` parks it: it will not be tried again. */
export interface PostDone {
  readonly key: string;
  /** The revision that was sent; a newer waiting one stays waiting. */
  readonly revision: number;
  readonly result: { readonly messageId: string } | { readonly refused: string };
}

/**
 * One atomic write: it happens wholly and durably, or not at all.
 * Without `goal` it only marks deliveries or confirms posts.
 */
export interface Commit {
  readonly goal?: {
    readonly id: GoalId;
    /** 0 creates the goal. */
    readonly expectedVersion: number;
    /** Fencing token of the writer's lease; verbs write without one. */
    readonly fence?: number;
    readonly document: unknown;
    readonly index: GoalIndex;
    readonly events: readonly NewEvent[];
    readonly posts: readonly Post[];
  };
  /** Posts that belong to no goal: notices. Their keys are remembered for 70 days. */
  readonly posts?: readonly Post[];
  /**
   * Takes a goal out of the store: document, events, what it has said and what waits to be said. Its handle is never
   * used again: writes to it are version conflicts. Nothing of it is shown from here on; what stands in files of
   * several goals leaves the disk with the next snapshot.
   */
  readonly purge?: { readonly id: GoalId; readonly expectedVersion: number };
  readonly entries?: readonly EntryWrite[];
  readonly inboxMarks?: readonly InboxMark[];
  readonly postsDone?: readonly PostDone[];
  /** Settled before anything is reserved. */
  readonly settle?: readonly Settlement[];
  readonly reserve?: readonly Reservation[];
  /** Replace what is known of those agents. */
  readonly cooldowns?: readonly Cooldown[];
}

/** A value of the installation's own, beside the goals: a schedule, a switch, a claim. The store does not know what is in it. */
export interface Entry {
  /** `schedule/nightly`, `control/drain`; at most 200 characters. */
  readonly key: string;
  /** Grows with every write, by more than one; an entry that was removed and written anew never bears an old version. */
  readonly version: number;
  readonly value: unknown;
}

/** Written in the same commit as everything else. `value` undefined removes the entry. */
export interface EntryWrite {
  readonly key: string;
  /** 0: it must not exist. */
  readonly expectedVersion: number;
  readonly value: unknown;
}

export type CommitResult =
  | { ok: true; version: number }
  /** Somebody else wrote first (for version 0: the handle is taken). Reload and decide again. */
  | { ok: false; reason: 'version-conflict' }
  /** A newer lease was given out; this writer must stop. */
  | { ok: false; reason: 'lease-lost' }
  /** One of the deliveries is marked already; nothing was written. */
  | { ok: false; reason: 'already-marked'; mark: InboxMark }
  /** Somebody else wrote one of the entries first; nothing was written. */
  | { ok: false; reason: 'entry-conflict'; key: string }
  /** A purse holds less than was to be set aside; nothing was written. `leftUsd`: spent and set aside taken off. */
  | { ok: false; reason: 'purse-empty'; purse: string; leftUsd: number; limitUsd: number };

export interface GoalFilter {
  readonly terminal?: boolean;
  readonly project?: string;
  readonly owner?: string;
  readonly state?: GoalState;
  readonly thread?: string;
}

/**
 * Truth about goals. Throws `DroverError` STORE_FAILED or DISK_FULL when a write could not be made durable;
 * after that the store refuses every further write until it is opened again.
 */
export interface GoalStore {
  commit(commit: Commit): Promise<CommitResult>;
  load(id: GoalId): Promise<Stored | undefined>;
  /** Newest first. */
  list(filter: GoalFilter): Promise<readonly GoalSummary[]>;
  /** The number that the next new goal should try. Handles are never used twice. */
  nextGoalNumber(): Promise<number>;
  /** Events of one goal with `seq` > `after`, oldest first. */
  events(id: GoalId, after: number, limit: number): Promise<readonly EventRecord[]>;
  /** Events of all goals in the order they were written, after a cursor from an earlier answer (0 = from the start). */
  eventsSince(cursor: number, limit: number): Promise<{ events: readonly EventRecord[]; cursor: number }>;
  entry(key: string): Promise<Entry | undefined>;
  /** Entries whose key begins with the prefix, by key. */
  entries(prefix: string): Promise<readonly Entry[]>;
  /** Called after each durable commit with what changed. Answers the unsubscribe function. */
  onCommit(listener: (change: { goal?: GoalId; posts: boolean }) => void): () => void;
  /** Whether writes work, for `/readyz`. */
  health(): { readonly ok: boolean; readonly reason: string };
  close(): Promise<void>;
}
