import type { Post } from '../../../src/domain/post.ts';
import type { PostDone } from '../../../src/ports/store/goal-store.ts';
import type { OutboxRow } from '../../../src/ports/store/outbox.ts';
import type { CommitRecord } from './commit-record.ts';
import { deepFreeze } from './deep-freeze.ts';
import type { Tables, WaitingRow } from './tables.ts';

/** A row that now waits, or a key that does not wait any more. */
export type OutboxChange = { readonly key: string; readonly row: WaitingRow | undefined };

/**
 * Queues a post. A `card` takes the place of its predecessor under a grown revision and joins the end of the queue,
 * so that it never overtakes a notice it knows of; any other known key was said already and is left out, as is
 * everything under a key that was refused.
 */
export function addPost(tables: Tables, post: Post, record: CommitRecord): OutboxChange | undefined {
  const waiting = tables.waiting.get(post.key);
  const said = tables.said.get(post.key);
  const before = waiting ?? said;
  if (before && post.kind !== 'card') return undefined;
  if (said && 'refused' in said.result) return undefined;
  tables.lastOrder += 1;
  const row: WaitingRow = {
    post: deepFreeze(post),
    order: tables.lastOrder,
    revision: (before?.revision ?? 0) + 1,
    at: record.at,
    owner: record.goal?.id ?? post.goal,
  };
  tables.said.delete(post.key);
  tables.waiting.set(post.key, row);
  return { key: post.key, row };
}

/** Takes a post off the queue, unless a newer revision of it waits. A repeat changes nothing. */
export function confirmPost(tables: Tables, done: PostDone, record: number): OutboxChange | undefined {
  const row = tables.waiting.get(done.key);
  if (!row || done.revision < row.revision) return undefined;
  tables.waiting.delete(done.key);
  tables.said.set(done.key, {
    key: done.key,
    owner: row.owner,
    kind: row.post.kind,
    revision: row.revision,
    result: done.result,
    record,
  });
  return { key: done.key, row: undefined };
}

/** Waiting rows in order, as the port shows them. */
export function inOrder(rows: Iterable<WaitingRow>): readonly OutboxRow[] {
  return [...rows]
    .toSorted((a, b) => a.order - b.order)
    .map(({ post, order, revision, at }) => ({ post, order, revision, at }));
}
