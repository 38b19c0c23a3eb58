import type { Content } from '../../../src/domain/surface/content.ts';

/** A channel that takes no messages at all. */
export const archived = 'C-ARCHIVED';

/** A message as it stands in the chat. */
export interface ChatMessage {
  readonly id: string;
  readonly key: string;
  readonly channel: string;
  readonly thread: string | undefined;
  /** Epoch milliseconds by the platform's clock. */
  readonly at: number;
  content: Content;
}

/** What stands in a worktree. */
export interface Standing {
  head: string;
  dirty: boolean;
  /** Whether the checks pass on what is there now. */
  good: boolean;
  commits: number;
}

/** A goal's worktree and its refs. */
export interface Tree extends Standing {
  readonly path: string;
  readonly baseSha: string;
  readonly checkpoints: Map<number, string>;
  /** What stood there, by commit: at the base, and at each checkpoint. */
  readonly saved: Map<string, Standing>;
  /** Commits that were ever made, also those that a rollback left behind. */
  made: number;
  /** What the source repository has under the goal's branch. */
  delivered: string | undefined;
}
