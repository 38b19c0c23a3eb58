import assert from 'node:assert/strict';
import { goalIdOf } from '../../../../src/domain/ids.ts';
import type { Commit, CommitResult } from '../../../../src/ports/store/goal-store.ts';
import type { Store } from '../../../../src/ports/store/store.ts';
import type { Check } from '../check.ts';
import {
  goalA,
  goalCommit,
  markOf,
  mustCommit,
  postOf,
  progress,
  pursesIn,
  reasonOf,
  reservationOf,
} from '../samples.ts';

const fifty = Array.from({ length: 50 }, (_, index) => index);

const nested = (racer: number) => ({
  [`user/${racer % 5}`]: 0.7,
  [`channel/${racer % 2}`]: 1.3,
  global: 2.5,
});

const given = (results: readonly CommitResult[]): number => results.filter((result) => result.ok).length;

/** Everything that a commit could change, for comparing before and after. */
const picture = async (store: Store): Promise<unknown> => ({
  goal: await store.load(goalA),
  goals: await store.list({}),
  events: await store.eventsSince(0, 100),
  waiting: await store.pending(),
  mark: await store.seen('d-1'),
  purses: await store.purses(),
  costs: [await store.turnCosts('claude'), await store.turnCosts('other')],
  cooldowns: await store.cooldowns(0),
});

const wanting = (usd: number, changes: Partial<NonNullable<Commit['goal']>>): Commit => ({
  ...goalCommit(goalA, { events: [progress('x')], posts: [postOf('notice', 'n')], ...changes }),
  settle: [
    { id: 'G-1/e1', usd: 0.25, costKey: 'claude' },
    { id: 'unknown', usd: 1, costKey: 'other' },
  ],
  reserve: [reservationOf('G-1/e2', 1, { day: 100 }), reservationOf('G-1/e1', usd, { day: 5, month: 5 })],
  cooldowns: [{ agent: 'claude', until: 99, why: 'busy' }],
});

/** A goal whose order has money set aside. */
async function withMoney(store: Store): Promise<void> {
  await mustCommit(store, {
    ...goalCommit(goalA),
    settle: [{ id: 'before', usd: 0.5, costKey: 'claude' }],
    reserve: [reservationOf('G-1/e1', 1, { day: 5 })],
    cooldowns: [{ agent: 'claude', until: 50, why: 'first' }],
  });
}

async function refusedWhole(store: Store, commit: Commit, reason: string): Promise<void> {
  const before = await picture(store);
  assert.equal(reasonOf(await store.commit(commit)), reason);
  assert.deepEqual(await picture(store), before);
}

export const purseRaceChecks: readonly Check[] = [
  {
    title: 'fifty racers for one purse never set aside more than it holds',
    run: async ({ store }) => {
      const results = await Promise.all(
        fifty.map((racer) =>
          store.commit({
            ...goalCommit(goalIdOf(racer + 1)),
            reserve: [reservationOf(`G-${racer + 1}/e1`, 0.3, { day: 3.1 })],
          }),
        ),
      );
      assert.equal(given(results), 10);
      assert.equal(results.filter((result) => reasonOf(result) === 'purse-empty').length, 40);
      assert.deepEqual(await pursesIn(store), { day: [0, 3] });
      assert.equal((await store.list({})).length, 10);
    },
  },
  {
    title: 'fifty racers for nested purses overdraw none of them, and set nothing aside in a part of them',
    run: async ({ store }) => {
      const results = await Promise.all(
        fifty.map((racer) => store.commit({ reserve: [reservationOf(`G-${racer}/e1`, 0.1, nested(racer))] })),
      );
      assert.equal(given(results), 25);
      const held = await pursesIn(store);
      const reserved = (prefix: string) =>
        Object.entries(held)
          .filter(([key]) => key.startsWith(prefix))
          .map(([, [, usd]]) => Math.round(usd * 100));
      assert.deepEqual(reserved('global'), [250]);
      for (const [prefix, limit] of [
        ['user/', 70],
        ['channel/', 130],
      ] as const) {
        assert.equal(
          reserved(prefix).reduce((sum, cents) => sum + cents, 0),
          250,
        );
        for (const cents of reserved(prefix)) assert.ok(cents <= limit);
      }
    },
  },
  {
    title:
      'racers that settle and reserve at once never hold more than the purse, and end with what was spent',
    run: async ({ store }) => {
      const limits = { day: 5 };
      let turns = 0;
      await Promise.all(
        fifty.map(async (racer) => {
          const [first, second] = [`G-${racer}/e1`, `G-${racer}/e2`];
          const begun = await store.commit({ reserve: [reservationOf(first, 0.4, limits)] });
          if (!begun.ok) return;
          turns += 1;
          const settle = [{ id: first, usd: 0.05 }];
          const went = await store.commit({ settle, reserve: [reservationOf(second, 0.4, limits)] });
          if (!went.ok) await mustCommit(store, { settle });
          const [spent = 0, reserved = 0] = (await pursesIn(store))['day'] ?? [];
          assert.ok(Math.round((spent + reserved) * 100) <= 500, `${spent} + ${reserved}`);
          await mustCommit(store, { settle: [{ id: second, usd: 0 }] });
        }),
      );
      assert.ok(turns >= 12);
      assert.deepEqual((await pursesIn(store))['day'], [(turns * 5) / 100, 0]);
    },
  },
  {
    title: 'a commit that a purse refuses leaves no trace of any of its parts',
    run: async ({ store }) => {
      await withMoney(store);
      const commit = { ...wanting(4, { expectedVersion: 1 }), inboxMarks: [markOf('d-1')] };
      await refusedWhole(store, commit, 'purse-empty');
      await mustCommit(store, { ...commit, ...wanting(3.75, { expectedVersion: 1 }) });
      assert.deepEqual(await pursesIn(store), { day: [0.25, 4.75], month: [0, 3.75] });
    },
  },
  {
    title: 'a commit that is refused for another reason sets nothing aside and settles nothing',
    run: async ({ store }) => {
      await withMoney(store);
      await mustCommit(store, { inboxMarks: [markOf('d-0')] });
      const old = await store.claim(goalA, 'w1');
      assert.ok(old);
      await store.release(old);
      assert.ok(await store.claim(goalA, 'w2'));
      await refusedWhole(store, wanting(1, { expectedVersion: 0 }), 'version-conflict');
      await refusedWhole(store, wanting(1, { expectedVersion: 1, fence: old.fence }), 'lease-lost');
      const repeat = { ...wanting(1, { expectedVersion: 1 }), inboxMarks: [markOf('d-0')] };
      await refusedWhole(store, repeat, 'already-marked');
    },
  },
  {
    title: 'an empty purse is the last reason to be told',
    run: async ({ store }) => {
      await withMoney(store);
      await mustCommit(store, { inboxMarks: [markOf('d-0')] });
      assert.equal(reasonOf(await store.commit(wanting(9, { expectedVersion: 0 }))), 'version-conflict');
      assert.equal(reasonOf(await store.commit(wanting(9, { expectedVersion: 1, fence: 1 }))), 'lease-lost');
      const repeat = { ...wanting(9, { expectedVersion: 1 }), inboxMarks: [markOf('d-0')] };
      assert.equal(reasonOf(await store.commit(repeat)), 'already-marked');
    },
  },
];
