import type { Post } from '../../domain/post.ts';

/** A post that is durable and not confirmed yet. */
export interface OutboxRow {
  readonly post: Post;
  /** Grows over the whole outbox in the order of commits; posts of one goal leave in this order. */
  readonly order: number;
  /** Grows when a waiting or sent `card` is replaced by a newer one. */
  readonly revision: number;
  /** Epoch milliseconds of the commit that brought this revision. */
  readonly at: number;
}

/** What is still to be said. Rows are written and confirmed through `GoalStore.commit`. */
export interface Outbox {
  /** Unconfirmed rows that are durable, in order. */
  pending(): Promise<readonly OutboxRow[]>;
  /** How a row ended: its message id, or why it was refused; undefined while it waits or when unknown. */
  outcome(key: string): Promise<{ messageId: string } | { refused: string } | undefined>;
}
