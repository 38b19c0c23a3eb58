import type { Post } from '../../../src/domain/post.ts';
import type { PostDone } from '../../../src/ports/store/goal-store.ts';
import type { OutboxRow } from '../../../src/ports/store/outbox.ts';
import type { CommitRecord } from './commit-record.ts';
import { deepFreeze } from './deep-freeze.ts';
import type { SaidRow, Tables, WaitingRow } from './tables.ts';

/** A row that now waits, or a key that does not wait any more. */
export type OutboxChange = { readonly key: string; readonly row: WaitingRow | undefined };

/**
 * Queues a post. A `card` takes the place of its predecessor under a grown revision and joins the end of the queue,
 * so that it never overtakes a notice it knows of; any other known key was said already and is left out, as is
 * everything under a key that was refused.
 */
export function addPost(tables: Tables, post: Post, record: CommitRecord): OutboxChange | undefined {
  const waiting = tables.waiting.get(post.key);
  const said = saidAt(tables, post.key, record.at);
  const before = waiting ?? said;
  if (before && post.kind !== 'card') return undefined;
  if (said && 'refused' in said.result) return undefined;
  tables.lastOrder += 1;
  const row: WaitingRow = {
    post: deepFreeze(post),
    order: tables.lastOrder,
    revision: (before?.revision ?? 0) + 1,
    at: record.at,
    ...ownerOf(post, record),
  };
  tables.said.delete(post.key);
  tables.waiting.set(post.key, row);
  return { key: post.key, row };
}

function ownerOf(post: Post, { goal }: CommitRecord): Pick<WaitingRow, 'owner'> {
  const owner = goal?.posts.includes(post) === true ? goal.id : post.goal;
  return owner === undefined ? {} : { owner };
}

/** How long a key is remembered that no goal owns, in milliseconds. */
const keptMs = 70 * 24 * 60 * 60 * 1000;

/** Whether nobody is going to say this again, as far as is known. */
export const isLongSaid = (row: SaidRow, now: number): boolean =>
  row.at !== undefined && row.at < now - keptMs;

/** How a key ended, as a record of that time finds it: the same whether or not a snapshot forgot the row meanwhile. */
function saidAt({ said }: Tables, key: string, at: number): SaidRow | undefined {
  const row = said.get(key);
  return row && !isLongSaid(row, at) ? row : undefined;
}

/** Takes a post off the queue, unless a newer revision of it waits. A repeat changes nothing. */
export function confirmPost(
  tables: Tables,
  done: PostDone,
  { n, at }: Pick<CommitRecord, 'n' | 'at'>,
): OutboxChange | undefined {
  const row = tables.waiting.get(done.key);
  if (!row || done.revision < row.revision) return undefined;
  tables.waiting.delete(done.key);
  tables.said.set(done.key, {
    key: done.key,
    kind: row.post.kind,
    revision: row.revision,
    result: done.result,
    record: n,
    ...(row.owner === undefined ? { at } : { owner: row.owner }),
  });
  return { key: done.key, row: undefined };
}

/** Waiting rows in order, as the port shows them. */
export function inOrder(rows: Iterable<WaitingRow>): readonly OutboxRow[] {
  return [...rows]
    .toSorted((a, b) => a.order - b.order)
    .map(({ post, order, revision, at }) => ({ post, order, revision, at }));
}
