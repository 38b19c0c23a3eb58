import assert from 'node:assert/strict';
import { z } from 'zod';
import { goalIdOf, type GoalId } from '../../../../src/domain/ids.ts';
import type { Commit } from '../../../../src/ports/store/goal-store.ts';
import type { Store } from '../../../../src/ports/store/store.ts';
import type { Check } from '../check.ts';
import {
  goalA,
  goalB,
  goalCommit,
  indexOf,
  markOf,
  mustCommit,
  postOf,
  progress,
  reasonOf,
  waitingKeys,
} from '../samples.ts';

/** Everything a reader can see, for comparing before and after. */
async function picture(store: Store): Promise<unknown> {
  return {
    goals: await store.list({}),
    document: await store.load(goalA),
    events: (await store.eventsSince(0, 1_000)).events,
    waiting: await store.pending(),
    mark: await store.seen('d-2'),
    outcome: await store.outcome('root'),
  };
}

const everything = (expectedVersion: number, fence?: number): Commit => ({
  ...goalCommit(goalA, {
    expectedVersion,
    ...(fence !== undefined && { fence }),
    document: { step: 'second' },
    events: [progress('two')],
    posts: [postOf('notice', 'note-2')],
  }),
  inboxMarks: [markOf('d-2')],
  postsDone: [{ key: 'root', revision: 1, result: { messageId: 'm1' } }],
});

async function refusedWhole(store: Store, commit: Commit, reason: string): Promise<void> {
  const before = await picture(store);
  assert.equal(reasonOf(await store.commit(commit)), reason);
  assert.deepEqual(await picture(store), before);
}

const Counter = z.object({ count: z.number() });

/** Adds one to the goal's counter, trying again for as long as others come first. */
async function addOne(store: Store, id: GoalId): Promise<void> {
  for (;;) {
    const stored = await store.load(id);
    assert.ok(stored);
    const document = { count: Counter.parse(stored.document).count + 1 };
    const result = await store.commit(goalCommit(id, { expectedVersion: stored.version, document }));
    if (result.ok) return;
    assert.equal(result.reason, 'version-conflict');
  }
}

export const commitChecks: readonly Check[] = [
  {
    title: 'a commit shows document, index, events, posts and marks together',
    run: async ({ store }) => {
      await mustCommit(store, goalCommit(goalA, { posts: [postOf('root', 'root')] }));
      assert.equal(await mustCommit(store, everything(1)), 2);
      assert.deepEqual(await store.load(goalA), { version: 2, document: { step: 'second' } });
      assert.deepEqual(
        (await store.events(goalA, 0, 10)).map((event) => event.data),
        [{ text: 'two' }],
      );
      assert.deepEqual(await waitingKeys(store), ['note-2']);
      assert.deepEqual(await store.seen('d-2'), markOf('d-2'));
      assert.deepEqual(await store.outcome('root'), { messageId: 'm1' });
    },
  },
  {
    title: 'a commit with an old version leaves no trace of any of its parts',
    run: async ({ store }) => {
      await mustCommit(store, goalCommit(goalA, { posts: [postOf('root', 'root')] }));
      await mustCommit(store, goalCommit(goalA, { expectedVersion: 1 }));
      await refusedWhole(store, everything(1), 'version-conflict');
      await refusedWhole(store, everything(3), 'version-conflict');
    },
  },
  {
    title: 'a commit with an old fence leaves no trace of any of its parts',
    run: async ({ store }) => {
      await mustCommit(store, goalCommit(goalA, { posts: [postOf('root', 'root')] }));
      const old = await store.claim(goalA, 'w1');
      assert.ok(old);
      await store.release(old);
      assert.ok(await store.claim(goalA, 'w2'));
      await refusedWhole(store, everything(1, old.fence), 'lease-lost');
    },
  },
  {
    title: 'a commit with a known delivery leaves no trace of any of its parts',
    run: async ({ store }) => {
      await mustCommit(store, goalCommit(goalA, { posts: [postOf('root', 'root')] }));
      await mustCommit(store, { inboxMarks: [markOf('d-2', { ok: 'first' })] });
      await refusedWhole(store, everything(1), 'already-marked');
    },
  },
  {
    title: 'versions begin at 1 and grow by one',
    run: async ({ store }) => {
      assert.equal(await mustCommit(store, goalCommit(goalA)), 1);
      assert.equal(await mustCommit(store, goalCommit(goalA, { expectedVersion: 1 })), 2);
      assert.equal((await store.load(goalA))?.version, 2);
    },
  },
  {
    title: 'of fifty racers on one version exactly one wins',
    run: async ({ store }) => {
      await mustCommit(store, goalCommit(goalA));
      const racers = Array.from({ length: 50 }, (_, racer) =>
        store.commit(goalCommit(goalA, { expectedVersion: 1, document: { racer } })),
      );
      const results = await Promise.all(racers);
      assert.equal(results.filter((result) => result.ok).length, 1);
      assert.equal(results.filter((result) => reasonOf(result) === 'version-conflict').length, 49);
      const winner = results.findIndex((result) => result.ok);
      assert.deepEqual(await store.load(goalA), { version: 2, document: { racer: winner } });
    },
  },
  {
    title: 'of fifty racers for one handle exactly one creates the goal',
    run: async ({ store }) => {
      const racers = Array.from({ length: 50 }, (_, racer) =>
        store.commit(goalCommit(goalA, { document: { racer } })),
      );
      const results = await Promise.all(racers);
      assert.equal(results.filter((result) => result.ok).length, 1);
      assert.equal((await store.load(goalA))?.version, 1);
    },
  },
  {
    title: 'a version for a goal that does not exist is a conflict',
    run: async ({ store }) => {
      assert.equal(
        reasonOf(await store.commit(goalCommit(goalA, { expectedVersion: 1 }))),
        'version-conflict',
      );
      assert.equal(await store.load(goalA), undefined);
    },
  },
  {
    title: 'eight writers with 25 commits each lose no update',
    run: async ({ store }) => {
      await mustCommit(store, goalCommit(goalA, { document: { count: 0 } }));
      const writer = async (): Promise<void> => {
        for (let round = 0; round < 25; round += 1) await addOne(store, goalA);
      };
      await Promise.all(Array.from({ length: 8 }, writer));
      assert.deepEqual(await store.load(goalA), { version: 201, document: { count: 200 } });
    },
  },
  {
    title: 'what a caller does to its objects afterwards changes nothing',
    run: async ({ store }) => {
      const document = { list: [1] };
      const post = postOf('notice', 'n1');
      const index = indexOf();
      const writing = store.commit(goalCommit(goalA, { document, posts: [post], index }));
      document.list.push(2);
      post.content.title = 'changed';
      Object.assign(index, { project: 'changed' });
      await writing;
      const loaded = await store.load(goalA);
      const { document: answered } = loaded ?? {};
      assert.ok(answered instanceof Object);
      Object.assign(answered, { list: [1, 3] });
      assert.deepEqual((await store.load(goalA))?.document, { list: [1] });
      assert.equal((await store.pending())[0]?.post.content.title, 'n1');
      assert.equal((await store.list({}))[0]?.project, 'shop');
    },
  },
  {
    title: 'what cannot be written down is refused and changes nothing',
    run: async ({ store }) => {
      await mustCommit(store, goalCommit(goalA));
      for (const document of [undefined, { number: 1n }]) {
        await assert.rejects(store.commit(goalCommit(goalA, { expectedVersion: 1, document })));
      }
      assert.equal(await mustCommit(store, goalCommit(goalA, { expectedVersion: 1 })), 2);
    },
  },
  {
    title: 'two goals do not stand in each other’s way',
    run: async ({ store }) => {
      await Promise.all([mustCommit(store, goalCommit(goalA)), mustCommit(store, goalCommit(goalB))]);
      await mustCommit(store, goalCommit(goalA, { expectedVersion: 1 }));
      assert.equal(await mustCommit(store, goalCommit(goalB, { expectedVersion: 1 })), 2);
    },
  },
  {
    title: 'the next number is above every number ever used',
    run: async ({ store }) => {
      assert.equal(await store.nextGoalNumber(), 1);
      await mustCommit(store, goalCommit(goalIdOf(7)));
      assert.equal(await store.nextGoalNumber(), 8);
      await mustCommit(store, goalCommit(goalIdOf(3)));
      assert.equal(await store.nextGoalNumber(), 8);
    },
  },
  {
    title: 'commits are told to listeners with the goal and whether there is something to say',
    run: async ({ store }) => {
      const heard: unknown[] = [];
      const stop = store.onCommit((change) => heard.push(change));
      store.onCommit(() => {
        throw new Error('a bad listener');
      });
      await mustCommit(store, goalCommit(goalA));
      await mustCommit(store, goalCommit(goalB, { posts: [postOf('root', 'r2')] }));
      await mustCommit(store, { inboxMarks: [markOf('d-1')] });
      stop();
      await mustCommit(store, goalCommit(goalA, { expectedVersion: 1 }));
      assert.deepEqual(heard, [
        { goal: goalA, posts: false },
        { goal: goalB, posts: true },
        { posts: false },
      ]);
    },
  },
  {
    title: 'a refused commit is told to nobody',
    run: async ({ store }) => {
      await mustCommit(store, goalCommit(goalA));
      let heard = 0;
      store.onCommit(() => void (heard += 1));
      assert.equal(reasonOf(await store.commit(goalCommit(goalA))), 'version-conflict');
      assert.equal(heard, 0);
    },
  },
  {
    title: 'a closed store refuses writes and says so',
    run: async ({ store }) => {
      assert.equal(store.health().ok, true);
      await store.close();
      assert.equal(store.health().ok, false);
      await assert.rejects(store.commit(goalCommit(goalA)), { code: 'SHUTTING_DOWN' });
    },
  },
];
