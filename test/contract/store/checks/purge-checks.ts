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
  waitingKeys,
} from '../samples.ts';

const done = indexOf({ state: 'done', terminal: true, hasWork: false });

/** Two goals that take turns; the first is over, has said something and has something left to say. */
async function fill(store: Store): Promise<void> {
  for (let version = 0; version < 3; version += 1) {
    const events = [progress(`a${version}`), progress(`a${version}+`)];
    await mustCommit(
      store,
      goalCommit(goalA, {
        expectedVersion: version,
        index: done,
        events,
        posts: [postOf('notice', `a${version}`)],
      }),
    );
    await mustCommit(
      store,
      goalCommit(goalB, {
        expectedVersion: version,
        events: [progress(`b${version}`)],
        posts: [postOf('notice', `b${version}`, 'words', goalB)],
      }),
    );
  }
  await mustCommit(store, { postsDone: [{ key: 'a0', revision: 1, result: { messageId: 'm' } }] });
}

const take = (expectedVersion: number) => ({ purge: { id: goalA, expectedVersion } });

/** What is there when the first goal was taken out and the second was left alone. */
async function onlyB(store: Store): Promise<void> {
  assert.equal(await store.load(goalA), undefined);
  assert.deepEqual(
    (await store.list({})).map(({ id, version }) => [id, version]),
    [[goalB, 3]],
  );
  assert.deepEqual(await store.events(goalA, 0, 100), []);
  assert.equal((await store.events(goalB, 0, 100)).length, 3);
  assert.deepEqual(await waitingKeys(store), ['b0', 'b1', 'b2']);
  assert.equal(await store.outcome('a0'), undefined);
  assert.equal(await store.claim(goalA, 'w1'), undefined);
  for (const size of [1, 2, 100]) assert.deepEqual(await allEvents(store, size), ['b0', 'b1', 'b2']);
}

async function allEvents(store: Store, size: number): Promise<readonly unknown[]> {
  const read: unknown[] = [];
  let page = await store.eventsSince(0, size);
  while (page.events.length > 0) {
    read.push(...page.events.map((event) => event.data['text']));
    page = await store.eventsSince(page.cursor, size);
  }
  return read;
}

export const purgeChecks: readonly Check[] = [
  {
    title: 'a goal that is taken out is gone: document, events, what it said and what it had to say',
    run: async ({ store }) => {
      await fill(store);
      await mustCommit(store, take(3));
      await onlyB(store);
    },
  },
  {
    title: 'the handle of a goal that was taken out is not used again, whatever version a writer names',
    run: async ({ store }) => {
      await fill(store);
      await mustCommit(store, take(3));
      for (const expectedVersion of [0, 3, 4]) {
        const late = await store.commit(goalCommit(goalA, { expectedVersion }));
        assert.equal(reasonOf(late), 'version-conflict');
      }
      assert.equal(await store.nextGoalNumber(), 3);
      await onlyB(store);
    },
  },
  {
    title: 'a goal is not taken out by whoever does not know its newest version, nor twice',
    run: async ({ store }) => {
      await fill(store);
      const marked = {
        ...take(2),
        inboxMarks: [markOf('d-1')],
        entries: [{ key: 'a', expectedVersion: 0, value: 1 }],
      };
      assert.equal(reasonOf(await store.commit(marked)), 'version-conflict');
      assert.equal((await store.load(goalA))?.version, 3);
      assert.deepEqual(await store.entries(''), []);
      assert.equal(await store.seen('d-1'), undefined);
      await mustCommit(store, { ...marked, ...take(3) });
      assert.equal(reasonOf(await store.commit(take(3))), 'version-conflict');
      assert.equal(
        reasonOf(await store.commit({ purge: { id: goalIdOf(9), expectedVersion: 1 } })),
        'version-conflict',
      );
      assert.equal((await store.entries('')).length, 1);
    },
  },
  {
    title: 'a commit that makes the goal it takes out is a bug, and one that knows no version is, too',
    run: async ({ store }) => {
      await fill(store);
      await assert.rejects(store.commit({ ...goalCommit(goalA, { expectedVersion: 3 }), ...take(3) }), {
        code: 'BUG',
      });
      await assert.rejects(store.commit(take(0)), { code: 'BUG' });
      assert.equal((await store.load(goalA))?.version, 3);
    },
  },
  {
    title: 'a worker that holds a goal which is taken out writes no more, and others are told',
    run: async ({ store }) => {
      await fill(store);
      const lease = await store.claim(goalA, 'w1');
      assert.ok(lease);
      const heard: unknown[] = [];
      store.onCommit((change) => heard.push(change));
      await mustCommit(store, take(3));
      const late = await store.commit(goalCommit(goalA, { expectedVersion: 3, fence: lease.fence }));
      assert.equal(late.ok, false);
      assert.equal(await store.renew(lease), false);
      await onlyB(store);
      assert.deepEqual(heard, [{ goal: goalA, posts: true }]);
    },
  },
  {
    title: 'a goal that was taken out stays out after opening again, and later events come in order',
    reopens: true,
    run: async (lab) => {
      await fill(lab.store);
      const { cursor } = await lab.store.eventsSince(0, 4);
      await mustCommit(lab.store, take(3));
      await onlyB(lab.store);
      let store = await reopened(lab);
      await onlyB(store);
      assert.equal(reasonOf(await store.commit(goalCommit(goalA))), 'version-conflict');
      assert.equal(await store.nextGoalNumber(), 3);
      store = await reopened(lab);
      await onlyB(store);
      assert.deepEqual(
        (await store.eventsSince(cursor, 100)).events.map((event) => event.data['text']),
        ['b1', 'b2'],
      );
    },
  },
  {
    title: 'a finished goal is taken out after a restart as well as before',
    reopens: true,
    run: async (lab) => {
      await fill(lab.store);
      for (const key of ['a1', 'a2']) {
        await mustCommit(lab.store, { postsDone: [{ key, revision: 1, result: { messageId: 'm' } }] });
      }
      let store = await reopened(lab);
      await mustCommit(store, take(3));
      await onlyB(store);
      await mustCommit(store, { inboxMarks: [markOf('d-2')] });
      store = await reopened(lab);
      await onlyB(store);
      await mustCommit(store, { inboxMarks: [markOf('d-3')] });
      await onlyB(await reopened(lab));
    },
  },
];
