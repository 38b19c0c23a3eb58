import assert from 'node:assert/strict';
import { reopened, type Check } from '../check.ts';
import { goalA, goalB, goalCommit, mustCommit, reasonOf } from '../samples.ts';

export const leaseChecks: readonly Check[] = [
  {
    title: 'a goal is claimed by one of twenty racing workers',
    run: async ({ store }) => {
      await mustCommit(store, goalCommit(goalA));
      const claims = await Promise.all(
        Array.from({ length: 20 }, (_, worker) => store.claim(goalA, `w${worker}`)),
      );
      assert.equal(claims.filter((lease) => lease !== undefined).length, 1);
    },
  },
  {
    title: 'leases of different goals are independent',
    run: async ({ store }) => {
      await mustCommit(store, goalCommit(goalA));
      await mustCommit(store, goalCommit(goalB));
      assert.ok(await store.claim(goalA, 'w1'));
      assert.ok(await store.claim(goalB, 'w1'));
    },
  },
  {
    title: 'a released goal can be claimed again, with a higher fence',
    run: async ({ store }) => {
      await mustCommit(store, goalCommit(goalA));
      const first = await store.claim(goalA, 'w1');
      assert.ok(first);
      assert.equal(await store.renew(first), true);
      await store.release(first);
      assert.equal(await store.renew(first), false);
      const second = await store.claim(goalA, 'w2');
      assert.ok(second);
      assert.ok(second.fence > first.fence);
    },
  },
  {
    title: 'a late release does not take the lease from its new holder',
    run: async ({ store }) => {
      await mustCommit(store, goalCommit(goalA));
      const first = await store.claim(goalA, 'w1');
      assert.ok(first);
      await store.release(first);
      const second = await store.claim(goalA, 'w2');
      assert.ok(second);
      await store.release(first);
      assert.equal(await store.renew(second), true);
      assert.equal(await store.claim(goalA, 'w3'), undefined);
    },
  },
  {
    title: 'the holder writes, a late writer with an older fence is refused, a verb needs none',
    run: async ({ store }) => {
      await mustCommit(store, goalCommit(goalA));
      const old = await store.claim(goalA, 'w1');
      assert.ok(old);
      await store.release(old);
      const held = await store.claim(goalA, 'w2');
      assert.ok(held);
      const late = goalCommit(goalA, { expectedVersion: 1, fence: old.fence, document: 'late' });
      assert.equal(reasonOf(await store.commit(late)), 'lease-lost');
      await mustCommit(
        store,
        goalCommit(goalA, { expectedVersion: 1, fence: held.fence, document: 'holder' }),
      );
      await mustCommit(store, goalCommit(goalA, { expectedVersion: 2, document: 'verb' }));
      assert.deepEqual(await store.load(goalA), { version: 3, document: 'verb' });
    },
  },
  {
    title: 'a fence from before the store was opened again is refused, and new ones are higher',
    reopens: true,
    run: async (lab) => {
      await mustCommit(lab.store, goalCommit(goalA));
      const before = await lab.store.claim(goalA, 'w1');
      assert.ok(before);
      const store = await reopened(lab);
      const late = goalCommit(goalA, { expectedVersion: 1, fence: before.fence });
      assert.equal(reasonOf(await store.commit(late)), 'lease-lost');
      const after = await store.claim(goalA, 'w1');
      assert.ok(after);
      assert.ok(after.fence > before.fence);
      assert.equal(reasonOf(await store.commit(late)), 'lease-lost');
    },
  },
];
