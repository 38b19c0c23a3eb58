import assert from 'node:assert/strict';
import { goalIdOf } from '../../../../src/domain/ids.ts';
import type { GoalFilter } from '../../../../src/ports/store/goal-store.ts';
import type { Store } from '../../../../src/ports/store/store.ts';
import type { Check } from '../check.ts';
import { goalA, goalB, goalCommit, indexOf, mustCommit, progress } from '../samples.ts';

async function handles(store: Store, filter: GoalFilter): Promise<readonly string[]> {
  const goals = await store.list(filter);
  return goals.map((goal) => goal.id);
}

const textsOf = (events: readonly { data: Record<string, unknown> }[]): unknown[] =>
  events.map((event) => event.data['text']);

export const readChecks: readonly Check[] = [
  {
    title: 'events of a goal are numbered without gaps and read in pages',
    run: async ({ store }) => {
      await mustCommit(store, goalCommit(goalA, { events: [progress('1'), progress('2')] }));
      await mustCommit(store, goalCommit(goalA, { expectedVersion: 1 }));
      await mustCommit(store, goalCommit(goalA, { expectedVersion: 2, events: [progress('3')] }));
      const all = await store.events(goalA, 0, 10);
      assert.deepEqual(all[0], { seq: 1, goal: goalA, ...progress('1') });
      assert.deepEqual(
        all.map((event) => event.seq),
        [1, 2, 3],
      );
      assert.deepEqual(textsOf(await store.events(goalA, 1, 1)), ['2']);
      assert.deepEqual(textsOf(await store.events(goalA, 2, 10)), ['3']);
      assert.deepEqual(await store.events(goalA, 3, 10), []);
      assert.deepEqual(await store.events(goalA, 0, 0), []);
      assert.deepEqual(await store.events(goalB, 0, 10), []);
    },
  },
  {
    title: 'racing goals have dense numbers each and one order over all',
    run: async ({ store }) => {
      const ids = Array.from({ length: 10 }, (_, index) => goalIdOf(index + 1));
      for (let version = 0; version < 10; version += 1) {
        const events = [progress(`${version}a`), progress(`${version}b`)];
        await Promise.all(
          ids.map((id) => mustCommit(store, goalCommit(id, { expectedVersion: version, events }))),
        );
      }
      for (const id of ids) {
        const seqs = (await store.events(id, 0, 100)).map((event) => event.seq);
        assert.deepEqual(
          seqs,
          Array.from({ length: 20 }, (_, index) => index + 1),
        );
      }
      assert.equal((await store.eventsSince(0, 1_000)).events.length, 200);
    },
  },
  {
    title: 'a cursor reads every event of all goals once, in order, in pages of any size',
    run: async ({ store }) => {
      await mustCommit(store, goalCommit(goalA, { events: [progress('1'), progress('2')] }));
      await mustCommit(store, goalCommit(goalB, { events: [progress('3')] }));
      await mustCommit(
        store,
        goalCommit(goalA, { expectedVersion: 1, events: [progress('4'), progress('5')] }),
      );
      for (const size of [1, 2, 3, 100]) {
        const read: unknown[] = [];
        let page = await store.eventsSince(0, size);
        while (page.events.length > 0) {
          assert.ok(page.events.length <= size);
          read.push(...textsOf(page.events));
          page = await store.eventsSince(page.cursor, size);
        }
        assert.deepEqual(read, ['1', '2', '3', '4', '5']);
      }
    },
  },
  {
    title: 'a cursor at the end stays there until something happens',
    run: async ({ store }) => {
      await mustCommit(store, goalCommit(goalA, { events: [progress('1')] }));
      const { cursor } = await store.eventsSince(0, 10);
      assert.deepEqual(await store.eventsSince(cursor, 10), { events: [], cursor });
      await mustCommit(store, goalCommit(goalA, { expectedVersion: 1, events: [progress('2')] }));
      assert.deepEqual(textsOf((await store.eventsSince(cursor, 10)).events), ['2']);
    },
  },
  {
    title: 'goals are listed newest first',
    run: async ({ store }) => {
      await mustCommit(store, goalCommit(goalIdOf(1), { index: indexOf({ createdAt: 10 }) }));
      await mustCommit(store, goalCommit(goalIdOf(2), { index: indexOf({ createdAt: 30 }) }));
      await mustCommit(store, goalCommit(goalIdOf(10), { index: indexOf({ createdAt: 20 }) }));
      await mustCommit(store, goalCommit(goalIdOf(9), { index: indexOf({ createdAt: 20 }) }));
      assert.deepEqual(await handles(store, {}), ['G-2', 'G-10', 'G-9', 'G-1']);
    },
  },
  {
    title: 'each filter narrows the list and filters add up',
    run: async ({ store }) => {
      const thread = 'slack/T1/C1/1.2';
      await mustCommit(store, goalCommit(goalIdOf(1), { index: indexOf({ project: 'web', thread }) }));
      await mustCommit(store, goalCommit(goalIdOf(2), { index: indexOf({ owner: 'local' }) }));
      await mustCommit(store, goalCommit(goalIdOf(3), { index: indexOf({ state: 'done', terminal: true }) }));
      assert.deepEqual(await handles(store, { project: 'web' }), ['G-1']);
      assert.deepEqual(await handles(store, { thread }), ['G-1']);
      assert.deepEqual(await handles(store, { owner: 'local' }), ['G-2']);
      assert.deepEqual(await handles(store, { state: 'done' }), ['G-3']);
      assert.deepEqual(await handles(store, { terminal: false }), ['G-2', 'G-1']);
      assert.deepEqual(await handles(store, { terminal: false, project: 'shop' }), ['G-2']);
      assert.deepEqual(await handles(store, { project: 'web', owner: 'local' }), []);
    },
  },
  {
    title: 'a summary is the newest index with handle and version',
    run: async ({ store }) => {
      await mustCommit(store, goalCommit(goalA));
      const index = indexOf({ state: 'sleeping', wakeAt: 99, thread: 't', hasWork: false });
      await mustCommit(store, goalCommit(goalA, { expectedVersion: 1, index }));
      assert.deepEqual(await store.list({}), [{ ...index, id: goalA, version: 2 }]);
    },
  },
];
