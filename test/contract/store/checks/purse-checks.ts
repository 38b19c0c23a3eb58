import assert from 'node:assert/strict';
import type { Reservation } from '../../../../src/ports/store/registry.ts';
import { reopened, type Check } from '../check.ts';
import { mustCommit, pursesIn, reasonOf, reservationOf } from '../samples.ts';

const dime = (id: string) => reservationOf(id, 0.1, { day: 1 });
const half = (id: string) => reservationOf(id, 0.5, { day: 1 });

/** Names one purse under two limits. */
const twice = (limitUsd: number): Reservation => ({
  id: 'G-1/e1',
  usd: 2,
  purses: [
    { key: 'day', limitUsd: 9 },
    { key: 'day', limitUsd },
  ],
});

export const purseChecks: readonly Check[] = [
  {
    title: 'a reservation is set aside in each of its purses, and settled with what it really cost',
    run: async ({ store }) => {
      assert.deepEqual(await store.purses(), []);
      await mustCommit(store, { reserve: [reservationOf('G-1/e1', 0.75, { day: 5, month: 50 })] });
      assert.deepEqual(await pursesIn(store), { day: [0, 0.75], month: [0, 0.75] });
      await mustCommit(store, { settle: [{ id: 'G-1/e1', usd: 1.1 }] });
      assert.deepEqual(await pursesIn(store), { day: [1.1, 0], month: [1.1, 0] });
    },
  },
  {
    title: 'what is spent and set aside by others narrows a purse, to the cent',
    run: async ({ store }) => {
      const ids = Array.from({ length: 9 }, (_, index) => `G-${index}/e1`);
      for (const id of ids) await mustCommit(store, { reserve: [dime(id)] });
      for (const id of ids.slice(0, 5)) await mustCommit(store, { settle: [{ id, usd: 0.1 }] });
      assert.deepEqual(await pursesIn(store), { day: [0.5, 0.4] });
      await mustCommit(store, { reserve: [dime('G-9/e1')] });
      const cent = await store.commit({ reserve: [reservationOf('G-10/e1', 0.01, { day: 1 })] });
      assert.deepEqual(cent, { ok: false, reason: 'purse-empty', purse: 'day', leftUsd: 0, limitUsd: 1 });
    },
  },
  {
    title: 'money that was given back leaves a purse as it was before',
    run: async ({ store }) => {
      const amounts = [0.1, 0.2, 0.7, 1.13, 0.000_1];
      for (const [index, usd] of amounts.entries()) {
        await mustCommit(store, { reserve: [reservationOf(`G-1/e${index}`, usd, { day: 5 })] });
      }
      for (const index of [3, 0, 4, 1, 2]) {
        await mustCommit(store, { settle: [{ id: `G-1/e${index}`, usd: 0 }] });
      }
      assert.deepEqual(await pursesIn(store), { day: [0, 0] });
      await mustCommit(store, { reserve: [reservationOf('G-2/e1', 5, { day: 5 })] });
    },
  },
  {
    title: 'every purse of a reservation must be able to give it, whichever is the narrow one',
    run: async ({ store }) => {
      await mustCommit(store, { reserve: [reservationOf('G-1/e1', 3, { month: 10 })] });
      for (const limits of [
        { day: 4, month: 6.99, all: 100 },
        { month: 6.99, day: 4 },
      ]) {
        const result = await store.commit({ reserve: [reservationOf('G-2/e1', 4, limits)] });
        assert.deepEqual(result, {
          ok: false,
          reason: 'purse-empty',
          purse: 'month',
          leftUsd: 3.99,
          limitUsd: 6.99,
        });
      }
      assert.deepEqual(await pursesIn(store), { month: [0, 3] });
      await mustCommit(store, { reserve: [reservationOf('G-2/e1', 4, { day: 4, month: 7 })] });
    },
  },
  {
    title:
      'a limit is what the reservation says now; a purse that was overdrawn gives nothing, and says by how much',
    run: async ({ store }) => {
      await mustCommit(store, { reserve: [reservationOf('G-1/e1', 1, { day: 1 })] });
      await mustCommit(store, { settle: [{ id: 'G-1/e1', usd: 2.5 }] });
      const nothing = await store.commit({ reserve: [reservationOf('G-1/e2', 0, { day: 1 })] });
      assert.ok(!nothing.ok && nothing.reason === 'purse-empty');
      assert.equal(nothing.leftUsd, -1.5);
      await mustCommit(store, { reserve: [reservationOf('G-1/e2', 0.5, { day: 3 })] });
      assert.deepEqual(await pursesIn(store), { day: [2.5, 0.5] });
    },
  },
  {
    title: 'a reservation replaces the one of the same id, with its purses and its share of the limit',
    run: async ({ store }) => {
      await mustCommit(store, { reserve: [reservationOf('G-1/e1', 4, { day: 5, month: 50 })] });
      await mustCommit(store, { reserve: [reservationOf('G-1/e1', 5, { day: 5, next: 9 })] });
      assert.deepEqual(await pursesIn(store), { day: [0, 5], month: [0, 0], next: [0, 5] });
      const more = await store.commit({ reserve: [reservationOf('G-1/e1', 5.01, { day: 5 })] });
      assert.deepEqual(more, { ok: false, reason: 'purse-empty', purse: 'day', leftUsd: 5, limitUsd: 5 });
      assert.deepEqual(await pursesIn(store), { day: [0, 5], month: [0, 0], next: [0, 5] });
      await mustCommit(store, { settle: [{ id: 'G-1/e1', usd: 1 }] });
      assert.deepEqual(await pursesIn(store), { day: [1, 0], month: [0, 0], next: [1, 0] });
    },
  },
  {
    title: 'a purse that is named twice in a reservation gives once, under the lower limit',
    run: async ({ store }) => {
      assert.equal(reasonOf(await store.commit({ reserve: [twice(1.5)] })), 'purse-empty');
      await mustCommit(store, { reserve: [twice(3)] });
      assert.deepEqual(await pursesIn(store), { day: [0, 2] });
    },
  },
  {
    title: 'settling twice, or without a reservation, books nothing twice',
    run: async ({ store }) => {
      await mustCommit(store, { reserve: [reservationOf('G-1/e1', 2, { day: 5 })] });
      const settlement = { id: 'G-1/e1', usd: 1.5 };
      await mustCommit(store, { settle: [settlement, settlement] });
      await mustCommit(store, { settle: [settlement] });
      await mustCommit(store, { settle: [{ id: 'G-7/e7', usd: 3 }] });
      assert.deepEqual(await pursesIn(store), { day: [1.5, 0] });
    },
  },
  {
    title: 'what a commit settles is settled before it reserves',
    run: async ({ store }) => {
      await mustCommit(store, { reserve: [reservationOf('G-1/e1', 5, { day: 5 })] });
      const next = reservationOf('G-1/e2', 4, { day: 5 });
      const result = await store.commit({ settle: [{ id: 'G-1/e1', usd: 1.25 }], reserve: [next] });
      assert.deepEqual(result, {
        ok: false,
        reason: 'purse-empty',
        purse: 'day',
        leftUsd: 3.75,
        limitUsd: 5,
      });
      await mustCommit(store, { settle: [{ id: 'G-1/e1', usd: 1 }], reserve: [next] });
      assert.deepEqual(await pursesIn(store), { day: [1, 4] });
      const same = reservationOf('G-1/e2', 0.5, { day: 5 });
      await mustCommit(store, { settle: [{ id: 'G-1/e2', usd: 3 }], reserve: [same] });
      assert.deepEqual(await pursesIn(store), { day: [4, 0.5] });
    },
  },
  {
    title: 'reservations of one commit count against each other, all of them or none',
    run: async ({ store }) => {
      const three = await store.commit({ reserve: ['G-1/a', 'G-1/b', 'G-1/c'].map(half) });
      assert.equal(reasonOf(three), 'purse-empty');
      assert.deepEqual(await pursesIn(store), {});
      await mustCommit(store, { reserve: ['G-1/a', 'G-1/b', 'G-1/b'].map(half) });
      assert.deepEqual(await pursesIn(store), { day: [0, 1] });
    },
  },
  {
    title: 'money stays set aside and spent, and can be settled, after opening again',
    reopens: true,
    run: async (lab) => {
      const limits = { day: 5, month: 50 };
      await mustCommit(lab.store, { reserve: [reservationOf('G-1/e1', 2, limits)] });
      await mustCommit(lab.store, {
        settle: [{ id: 'G-1/e1', usd: 1.5 }],
        reserve: [reservationOf('G-2/e1', 3.5, limits)],
      });
      const store = await reopened(lab);
      assert.deepEqual(await pursesIn(store), { day: [1.5, 3.5], month: [1.5, 3.5] });
      const cent = reservationOf('G-3/e1', 0.01, limits);
      assert.equal(reasonOf(await store.commit({ reserve: [cent] })), 'purse-empty');
      await mustCommit(store, { settle: [{ id: 'G-2/e1', usd: 3.4 }], reserve: [cent] });
      assert.deepEqual(await pursesIn(await reopened(lab)), { day: [4.9, 0.01], month: [4.9, 0.01] });
    },
  },
];
