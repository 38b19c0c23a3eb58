import type { GoalId } from '../../domain/ids.ts';
import type { Content } from '../../domain/surface/content.ts';

/** Something drover said in a goal's thread, wherever that thread is. */
export interface SaidEntry {
  /** The key of its post. */
  readonly key: string;
  /** When it was decided to say it, in epoch milliseconds. */
  readonly at: number;
  readonly content: Content;
}

/**
 * Keeps what was said in the threads of goals, so that it can be read without the platform where it was said: the store
 * forgets the words of a post when it is confirmed.
 */
export interface ThreadLog {
  /** Durable when it resolves. A key that is there already changes nothing. */
  add(goal: GoalId, entry: SaidEntry): Promise<void>;
  /** In the order in which they were said; the newest 500. */
  entries(goal: GoalId): Promise<readonly SaidEntry[]>;
  /** Forgets all of a goal. */
  remove(goal: GoalId): Promise<void>;
}
