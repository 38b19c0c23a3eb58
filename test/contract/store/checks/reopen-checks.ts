import assert from 'node:assert/strict';
import { goalIdOf } from '../../../../src/domain/ids.ts';
import type { Store } from '../../../../src/ports/store/store.ts';
import { reopened, type Check } from '../check.ts';
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
} from '../samples.ts';

async function fill(store: Store): Promise<void> {
  const card = postOf('card', 'card', 'one');
  await mustCommit(store, {
    ...goalCommit(goalA, {
      events: [progress('1')],
      posts: [postOf('root', 'root'), card, postOf('notice', 'n')],
    }),
    inboxMarks: [markOf('d-1', { text: 'answer' })],
  });
  await mustCommit(store, {
    ...goalCommit(goalA, {
      expectedVersion: 1,
      posts: [postOf('card', 'card', 'two')],
      events: [progress('2')],
    }),
    postsDone: [{ key: 'root', revision: 1, result: { messageId: 'm-root' } }],
  });
  await mustCommit(
    store,
    goalCommit(goalB, { index: indexOf({ state: 'done', terminal: true, hasWork: false }) }),
  );
}

async function picture(store: Store): Promise<unknown> {
  return {
    goals: await store.list({}),
    documents: [await store.load(goalA), await store.load(goalB)],
    events: await store.events(goalA, 0, 100),
    all: await store.eventsSince(0, 100),
    waiting: await store.pending(),
    mark: await store.seen('d-1'),
    outcome: await store.outcome('root'),
    next: await store.nextGoalNumber(),
  };
}

export const reopenChecks: readonly Check[] = [
  {
    title: 'everything is still there after closing and opening again, twice',
    reopens: true,
    run: async (lab) => {
      await fill(lab.store);
      const before = await picture(lab.store);
      assert.deepEqual(await picture(await reopened(lab)), before);
      assert.deepEqual(await picture(await reopened(lab)), before);
    },
  },
  {
    title: 'versions, events, orders and revisions go on where they were',
    reopens: true,
    run: async (lab) => {
      await fill(lab.store);
      const { cursor } = await lab.store.eventsSince(0, 100);
      const store = await reopened(lab);
      const posts = [postOf('root', 'root'), postOf('card', 'card', 'three'), postOf('notice', 'late')];
      await mustCommit(store, goalCommit(goalA, { expectedVersion: 2, events: [progress('3')], posts }));
      const rows = (await store.pending()).map((row) => [row.post.key, row.revision, row.post.content.title]);
      assert.deepEqual(rows, [
        ['n', 1, 'n'],
        ['card', 3, 'three'],
        ['late', 1, 'late'],
      ]);
      assert.deepEqual(
        (await store.events(goalA, 0, 10)).map((event) => event.seq),
        [1, 2, 3],
      );
      assert.deepEqual(
        (await store.eventsSince(cursor, 10)).events.map((event) => event.data['text']),
        ['3'],
      );
      const repeat = await store.commit({ inboxMarks: [markOf('d-1')] });
      assert.equal(reasonOf(repeat), 'already-marked');
    },
  },
  {
    title: 'handles of goals long finished are not used again',
    reopens: true,
    run: async (lab) => {
      const done = indexOf({ state: 'done', terminal: true, hasWork: false });
      await mustCommit(lab.store, goalCommit(goalIdOf(41), { index: done }));
      const store = await reopened(lab);
      assert.equal(await store.nextGoalNumber(), 42);
      assert.equal(reasonOf(await store.commit(goalCommit(goalIdOf(41)))), 'version-conflict');
    },
  },
  {
    title: 'a finished goal comes back to life with its past, as often as it is asked to',
    reopens: true,
    run: async (lab) => {
      const done = indexOf({ state: 'done', terminal: true, hasWork: false });
      let { store } = lab;
      await mustCommit(
        store,
        goalCommit(goalA, { index: done, events: [progress('1')], posts: [postOf('root', 'root')] }),
      );
      await mustCommit(store, { postsDone: [{ key: 'root', revision: 1, result: { messageId: 'm' } }] });
      for (const round of [1, 2, 3]) {
        store = await reopened(lab);
        assert.deepEqual((await store.load(goalA))?.version, round);
        await mustCommit(
          store,
          goalCommit(goalA, {
            expectedVersion: round,
            index: done,
            document: { round },
            events: [progress(`${round + 1}`)],
            posts: [postOf('root', 'root')],
          }),
        );
        assert.deepEqual(await store.outcome('root'), { messageId: 'm' });
        assert.deepEqual(await store.pending(), []);
        assert.deepEqual((await store.load(goalA))?.document, { round });
        assert.equal((await store.events(goalA, 0, 10)).length, round + 1);
      }
    },
  },
  {
    title: 'a finished goal still says what it has to say, and does not say it again in a later run',
    reopens: true,
    run: async (lab) => {
      const done = indexOf({ state: 'done', terminal: true, hasWork: false });
      await mustCommit(
        lab.store,
        goalCommit(goalA, { index: done, posts: [postOf('notice', 'last words')] }),
      );
      const store = await reopened(lab);
      assert.equal((await store.pending()).length, 1);
      await mustCommit(store, {
        postsDone: [{ key: 'last words', revision: 1, result: { messageId: 'm' } }],
      });
      const again = await reopened(lab);
      await mustCommit(
        again,
        goalCommit(goalA, { expectedVersion: 1, posts: [postOf('notice', 'last words')] }),
      );
      assert.deepEqual(await again.pending(), []);
      assert.deepEqual(await again.outcome('last words'), { messageId: 'm' });
    },
  },
  {
    title: 'a document comes back as it was stored, whatever shape an older drover gave it',
    reopens: true,
    run: async (lab) => {
      const document = {
        schema: 0,
        words: 'grüße → 🐄 \u2028 "\\',
        nested: [null, { deep: [1.5, -0.25, true] }],
      };
      await mustCommit(lab.store, goalCommit(goalA, { document }));
      assert.deepEqual(await (await reopened(lab)).load(goalA), { version: 1, document });
    },
  },
];
