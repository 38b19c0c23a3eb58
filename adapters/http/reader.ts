import type { EventRecord } from '../../src/domain/event-record.ts';
import type { GoalState } from '../../src/domain/goal.ts';
import type { GoalId } from '../../src/domain/ids.ts';

/** One line of the list of goals; more fields than these may be there. */
export interface GoalListItem {
  readonly handle: GoalId;
  readonly state: GoalState;
  /** What a running goal is doing: turn, evaluating, delivering. */
  readonly phase?: string;
  readonly project: string;
  readonly [field: string]: unknown;
}

/** What the HTTP API reads. Plain data: it becomes JSON, redacted. */
export interface Reader {
  /** Newest first. `all` includes goals that ended long ago. */
  goals(query: { readonly all: boolean }): Promise<readonly GoalListItem[]>;
  /** Everything that may be shown of one goal; undefined when there is none with this handle. */
  goal(handle: GoalId): Promise<object | undefined>;
  /** Events of one goal with `seq` > `after`, oldest first; undefined when there is no such goal. */
  events(handle: GoalId, after: number, limit: number): Promise<readonly EventRecord[] | undefined>;
  /** Events of all goals after a cursor from an earlier answer (0: from the start), in the order they were written. */
  eventsSince(
    cursor: number,
    limit: number,
  ): Promise<{ readonly events: readonly EventRecord[]; readonly cursor: number }>;
  /** Called after each durable change. Answers the unsubscribe function. */
  onCommit(listener: () => void): () => void;
}
