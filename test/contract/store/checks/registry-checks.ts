import assert from 'node:assert/strict';
import type { Commit } from '../../../../src/ports/store/goal-store.ts';
import { reopened, type Check } from '../check.ts';
import { goalA, goalCommit, mustCommit, pursesIn, reservationOf } from '../samples.ts';

const costs = (from: number, to: number): readonly number[] =>
  Array.from({ length: to - from }, (_, index) => from + index);

const pause = (agent: string, until: number, why = 'busy') => ({ agent, until, why });

/** Numbers that no sum survives, and JSON does not either. */
const noAmounts = [-0.01, Number.NaN, Infinity, -Infinity, 1e300];

const uncountable: readonly Commit[] = [
  ...noAmounts.flatMap((usd): readonly Commit[] => [
    { settle: [{ id: 'G-1/e1', usd }] },
    { reserve: [reservationOf('G-1/e2', usd, { day: 5 })] },
  ]),
  ...[-1, Number.NaN, Infinity].map((limit) => ({ reserve: [reservationOf('G-1/e2', 0, { day: limit })] })),
  ...[Number.NaN, Infinity].map((until) => ({ cooldowns: [{ agent: 'claude', until, why: '' }] })),
];

export const registryChecks: readonly Check[] = [
  {
    title: 'the last fifty costs of a key are remembered, oldest first, apart from those of others',
    run: async ({ store }) => {
      assert.deepEqual(await store.turnCosts('claude in shop'), []);
      for (const usd of costs(0, 60)) {
        const costKey = 'claude in shop';
        await mustCommit(store, { settle: [{ id: `G-1/e${usd}`, usd, costKey }] });
      }
      await mustCommit(store, { settle: [{ id: 'G-2/e1', usd: 0.123_456_789_012, costKey: 'other' }] });
      await mustCommit(store, { settle: [{ id: 'G-2/e2', usd: 7 }] });
      assert.deepEqual(await store.turnCosts('claude in shop'), costs(10, 60));
      assert.deepEqual(await store.turnCosts('other'), [0.123_456_789_012]);
      assert.deepEqual(await store.turnCosts('unknown'), []);
    },
  },
  {
    title: 'costs of one commit are remembered in its order',
    run: async ({ store }) => {
      const settle = [3, 1, 2].map((usd) => ({ id: `G-1/e${usd}`, usd, costKey: 'claude' }));
      await mustCommit(store, { settle });
      assert.deepEqual(await store.turnCosts('claude'), [3, 1, 2]);
    },
  },
  {
    title: 'a cool-down holds until it is over, and a newer one takes its place, a shorter one, too',
    run: async ({ store }) => {
      assert.deepEqual(await store.cooldowns(0), []);
      await mustCommit(store, { cooldowns: [pause('claude', 100), pause('codex', 300)] });
      assert.deepEqual(await store.cooldowns(99), [pause('claude', 100), pause('codex', 300)]);
      assert.deepEqual(await store.cooldowns(100), [pause('codex', 300)]);
      await mustCommit(store, { cooldowns: [pause('codex', 200, 'again')] });
      await mustCommit(store, { ...goalCommit(goalA), cooldowns: [pause('claude', 400, 'quota')] });
      assert.deepEqual(await store.cooldowns(150), [
        pause('claude', 400, 'quota'),
        pause('codex', 200, 'again'),
      ]);
      assert.deepEqual(await store.cooldowns(400), []);
    },
  },
  {
    title: 'an amount that is none is a bug, and nothing is written',
    run: async ({ store }) => {
      await mustCommit(store, { reserve: [reservationOf('G-1/e1', 2, { day: 5 })] });
      for (const commit of uncountable) {
        await assert.rejects(store.commit({ ...goalCommit(goalA), ...commit }), { code: 'BUG' });
      }
      assert.deepEqual(await pursesIn(store), { day: [0, 2] });
      assert.deepEqual(await store.list({}), []);
      assert.deepEqual(await store.cooldowns(0), []);
      await mustCommit(store, { settle: [{ id: 'G-1/e1', usd: 0 }] });
    },
  },
  {
    title: 'what a caller does to money, costs and pauses afterwards changes nothing',
    run: async ({ store }) => {
      const purses = [{ key: 'day', limitUsd: 5 }];
      const settlement = { id: 'G-0/e1', usd: 1, costKey: 'claude' };
      const cooldown = { agent: 'claude', until: 100, why: 'busy' };
      const writing = store.commit({
        settle: [settlement],
        reserve: [{ id: 'G-1/e1', usd: 2, purses }],
        cooldowns: [cooldown],
      });
      Object.assign(settlement, { usd: 9 });
      Object.assign(cooldown, { until: 900 });
      purses.push({ key: 'month', limitUsd: 5 });
      await writing;
      for (const rows of [await store.purses(), await store.cooldowns(0)]) {
        for (const row of rows) Object.assign(row, { key: 'changed', agent: 'changed', until: 0 });
      }
      Object.assign(await store.turnCosts('claude'), [7, 7]);
      assert.deepEqual(await pursesIn(store), { day: [0, 2] });
      assert.deepEqual(await store.turnCosts('claude'), [1]);
      assert.deepEqual(await store.cooldowns(0), [{ agent: 'claude', until: 100, why: 'busy' }]);
    },
  },
  {
    title: 'costs and cool-downs are still there after opening again, twice',
    reopens: true,
    run: async (lab) => {
      const cooldown = { agent: 'claude', until: 2_000_000, why: 'grüße → 🐄' };
      const settle = costs(0, 55).map((usd) => ({ id: `G-1/e${usd}`, usd: usd / 10, costKey: 'claude' }));
      await mustCommit(lab.store, { settle, cooldowns: [{ ...cooldown, until: 1 }] });
      await mustCommit(lab.store, { cooldowns: [cooldown] });
      for (const store of [await reopened(lab), await reopened(lab)]) {
        assert.deepEqual(
          await store.turnCosts('claude'),
          costs(5, 55).map((usd) => usd / 10),
        );
        assert.deepEqual(await store.cooldowns(0), [cooldown]);
      }
    },
  },
];
