import assert from 'node:assert/strict';
import type { Post } from '../../../../src/domain/post.ts';
import type { PostDone } from '../../../../src/ports/store/goal-store.ts';
import type { OutboxRow } from '../../../../src/ports/store/outbox.ts';
import type { Store } from '../../../../src/ports/store/store.ts';
import type { Check } from '../check.ts';
import { goalA, goalB, goalCommit, mustCommit, postOf, waitingKeys } from '../samples.ts';

/** Commits posts of goal A as its next version. */
async function say(store: Store, ...posts: readonly Post[]): Promise<void> {
  const expectedVersion = (await store.load(goalA))?.version ?? 0;
  await mustCommit(store, goalCommit(goalA, { expectedVersion, posts }));
}

async function confirm(
  store: Store,
  key: string,
  revision: number,
  result?: PostDone['result'],
): Promise<void> {
  await mustCommit(store, { postsDone: [{ key, revision, result: result ?? { messageId: `m-${key}` } }] });
}

async function rowOf(store: Store, key: string): Promise<OutboxRow> {
  const row = (await store.pending()).find((candidate) => candidate.post.key === key);
  assert.ok(row, `${key} does not wait`);
  return row;
}

export const outboxChecks: readonly Check[] = [
  {
    title: 'posts wait in the order of their commits, over all goals',
    run: async ({ store }) => {
      await say(store, postOf('root', 'a1'), postOf('notice', 'a2'));
      await mustCommit(store, goalCommit(goalB, { posts: [postOf('root', 'b1', 'b1', goalB)] }));
      await say(store, postOf('notice', 'a3'));
      assert.deepEqual(await waitingKeys(store), ['a1', 'a2', 'b1', 'a3']);
      const orders = (await store.pending()).map((row) => row.order);
      assert.deepEqual(
        orders,
        orders.toSorted((a, b) => a - b),
      );
      assert.equal(new Set(orders).size, 4);
    },
  },
  {
    title: 'racing commits of one goal keep their posts in the order of versions',
    run: async ({ store }) => {
      const expected: string[] = [];
      for (let version = 0; version < 20; version += 1) expected.push(`n${version}`);
      const writes = expected.map((key, expectedVersion) =>
        store.commit(goalCommit(goalA, { expectedVersion, posts: [postOf('notice', key)] })),
      );
      const results = await Promise.all(writes);
      assert.ok(results.every((result) => result.ok));
      assert.deepEqual(await waitingKeys(store), expected);
    },
  },
  {
    title: 'a confirmed post waits no longer and its message id is known',
    run: async ({ store }) => {
      await say(store, postOf('root', 'r'), postOf('notice', 'n'));
      assert.equal(await store.outcome('r'), undefined);
      await confirm(store, 'r', 1);
      assert.deepEqual(await waitingKeys(store), ['n']);
      assert.deepEqual(await store.outcome('r'), { messageId: 'm-r' });
      assert.equal(await store.outcome('n'), undefined);
    },
  },
  {
    title: 'a refused post is parked with its reason',
    run: async ({ store }) => {
      await say(store, postOf('root', 'r'));
      await confirm(store, 'r', 1, { refused: 'channel_not_found' });
      assert.deepEqual(await waitingKeys(store), []);
      assert.deepEqual(await store.outcome('r'), { refused: 'channel_not_found' });
    },
  },
  {
    title: 'a root or notice key is said once, whether it waits or was sent',
    run: async ({ store }) => {
      await say(store, postOf('root', 'r', 'first'), postOf('notice', 'n', 'first'));
      await say(store, postOf('root', 'r', 'second'), postOf('notice', 'n', 'second'));
      assert.equal((await rowOf(store, 'n')).post.content.title, 'first');
      await confirm(store, 'n', 1);
      await say(store, postOf('notice', 'n', 'third'));
      assert.deepEqual(await waitingKeys(store), ['r']);
      assert.deepEqual(await store.outcome('n'), { messageId: 'm-n' });
    },
  },
  {
    title: 'a waiting card is replaced by a newer one under a grown revision',
    run: async ({ store }) => {
      await say(store, postOf('card', 'c', 'one'));
      await say(store, postOf('card', 'c', 'two'));
      assert.deepEqual(await waitingKeys(store), ['c']);
      const row = await rowOf(store, 'c');
      assert.equal(row.post.content.title, 'two');
      assert.equal(row.revision, 2);
    },
  },
  {
    title: 'a card does not overtake the notices it knows of',
    run: async ({ store }) => {
      await say(store, postOf('card', 'c', 'one'));
      await say(store, postOf('notice', 'n'));
      await say(store, postOf('card', 'c', 'two'));
      assert.deepEqual(await waitingKeys(store), ['n', 'c']);
    },
  },
  {
    title: 'a card that was sent waits again when a newer one comes',
    run: async ({ store }) => {
      await say(store, postOf('card', 'c', 'one'));
      await confirm(store, 'c', 1);
      await say(store, postOf('card', 'c', 'two'));
      assert.equal((await rowOf(store, 'c')).revision, 2);
      assert.equal(await store.outcome('c'), undefined);
      await confirm(store, 'c', 2, { messageId: 'm2' });
      assert.deepEqual(await store.outcome('c'), { messageId: 'm2' });
    },
  },
  {
    title: 'confirming an old revision leaves the newer one waiting',
    run: async ({ store }) => {
      await say(store, postOf('card', 'c', 'one'));
      await say(store, postOf('card', 'c', 'two'));
      await confirm(store, 'c', 1);
      assert.equal((await rowOf(store, 'c')).post.content.title, 'two');
      await confirm(store, 'c', 2);
      assert.deepEqual(await waitingKeys(store), []);
    },
  },
  {
    title: 'a card that was refused stays parked',
    run: async ({ store }) => {
      await say(store, postOf('card', 'c', 'one'));
      await confirm(store, 'c', 1, { refused: 'message_not_found' });
      await say(store, postOf('card', 'c', 'two'));
      assert.deepEqual(await waitingKeys(store), []);
    },
  },
  {
    title: 'a repeated or unknown confirmation changes nothing',
    run: async ({ store }) => {
      await say(store, postOf('notice', 'n'));
      await confirm(store, 'n', 1, { messageId: 'first' });
      await confirm(store, 'n', 1, { messageId: 'second' });
      await confirm(store, 'never-queued', 1);
      assert.deepEqual(await store.outcome('n'), { messageId: 'first' });
      assert.equal(await store.outcome('never-queued'), undefined);
    },
  },
  {
    title: 'whoever hears of a commit with posts finds them waiting',
    run: async ({ store }) => {
      const found: Promise<readonly string[]>[] = [];
      store.onCommit(({ posts }) => {
        if (posts) found.push(waitingKeys(store));
      });
      await say(store, postOf('notice', 'n'));
      assert.deepEqual(await Promise.all(found), [['n']]);
    },
  },
];
