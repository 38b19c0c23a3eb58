import type { Content } from '../../../src/domain/content.ts';

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

/** A goal's worktree and its refs. */
export interface Tree {
  readonly path: string;
  readonly baseSha: string;
  head: string;
  dirty: boolean;
  /** Whether the checks pass on what is there now. */
  good: boolean;
  commits: number;
  readonly checkpoints: Map<number, string>;
  /** What the source repository has under the goal's branch. */
  delivered: string | undefined;
}
