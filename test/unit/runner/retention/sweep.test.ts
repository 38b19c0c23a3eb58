import { expect, test } from 'vitest';
import { mainEffect } from '../../../../src/goal/draft.ts';
import type { Store } from '../../../../src/ports/store/store.ts';
import { evictOlder } from '../../../../src/runner/retention/run-retention.ts';
import { sweep } from '../../../../src/runner/retention/sweep.ts';
import { alice } from '../../../support/core/sample-goal.ts';
import { never, openRetentionLab, unknown } from './lab.ts';

const day = 86_400_000;

test('a goal that ended long enough ago loses its worktree, and gets it again when it goes on', async () => {
  const lab = openRetentionLab();
  const id = await lab.prepared();
  await lab.clock.advance(7 * day - 1);
  expect(await sweep(lab.retention, lab.retention.rules, never)).toMatchObject({
    worktrees: [],
    leftBytes: 110,
  });
  await lab.clock.advance(1);
  const swept = await sweep(lab.retention, lab.retention.rules, never);
  expect(swept).toEqual({ worktrees: [id], bytes: 100, failed: [], leftBytes: 10 });
  expect(lab.removed).toEqual([`worktree ${id}`]);
  expect((await lab.goal(1)).evicted).toEqual({ at: lab.clock.now() });
  const onward = await lab.happen(
    id,
    { type: 'ContinueWished', by: alice, text: '' },
    { type: 'SlotGranted' },
  );
  expect(mainEffect(onward)?.type).toBe('PrepareWorkspace');
});

test('checkpoints and turns go in their time, and the branch never does', async () => {
  const lab = openRetentionLab();
  const id = await lab.prepared();
  await lab.clock.advance(30 * day);
  await sweep(lab.retention, lab.retention.rules, never);
  expect(lab.removed).toEqual([`worktree ${id}`, `refs ${id}`, `turns ${id}`, 'loose objects of shop']);
});

test('open goals, and goals that the store does not know, are not touched, however full the disk is', async () => {
  const lab = openRetentionLab({ diskBytes: 1 });
  const open = await lab.prepared('open');
  lab.works.push({ goal: unknown, project: 'shop', worktree: '/w', kept: [], bytes: 50, hasRefs: true });
  lab.turns.set(unknown, 5);
  await lab.clock.advance(99 * day);
  expect(await sweep(lab.retention, lab.retention.rules, never)).toMatchObject({ bytes: 0, leftBytes: 165 });
  expect(lab.removed).toEqual([]);
  expect((await lab.goal(1)).evicted).toBeUndefined();
  expect((await lab.goal(1)).id).toBe(open);
});

test('a goal that goes on in the moment in which it is chosen is left alone', async () => {
  const lab = openRetentionLab();
  const id = await lab.prepared();
  await lab.clock.advance(8 * day);
  // Somebody works on it already: the lease is theirs.
  const lease = await lab.store.claim(id, 'worker');
  expect((await sweep(lab.retention, lab.retention.rules, never)).worktrees).toEqual([]);
  if (lease !== undefined) await lab.store.release(lease);
  const runtime = {
    ...lab.runtime,
    store: {
      ...lab.store,
      // It goes on between the choice and the lease.
      claim: async (...args: Parameters<Store['claim']>) => {
        await lab.happen(id, { type: 'ContinueWished', by: alice, text: '' });
        return lab.store.claim(...args);
      },
    },
  };
  expect((await sweep({ ...lab.retention, runtime }, lab.retention.rules, never)).worktrees).toEqual([]);
  expect(lab.removed).toEqual([]);
});

test('nobody works on a goal while its worktree goes, and its document said so before', async () => {
  const lab = openRetentionLab();
  const id = await lab.prepared();
  await lab.clock.advance(8 * day);
  const seen: unknown[] = [];
  lab.onRemove = async () => {
    seen.push((await lab.goal(1)).evicted !== undefined, await lab.store.claim(id, 'worker'));
  };
  await sweep(lab.retention, lab.retention.rules, never);
  expect(seen).toEqual([true, undefined]);
  expect(await lab.store.claim(id, 'worker')).toBeDefined();
});

test('one that cannot be removed does not hold up the others, and is told', async () => {
  const lab = openRetentionLab();
  const [one, two] = [await lab.prepared(), await lab.prepared()];
  await lab.clock.advance(8 * day);
  lab.onRemove = (what) => {
    if (what === `worktree ${one}`) throw new Error('it is locked');
  };
  expect(await sweep(lab.retention, lab.retention.rules, never)).toEqual({
    worktrees: [two],
    bytes: 100,
    failed: [one],
    leftBytes: 120,
  });
  lab.onRemove = () => undefined;
  expect((await sweep(lab.retention, lab.retention.rules, never)).worktrees).toContain(one);
});

test('evicting takes worktrees of the age that is named, whatever the rules say, and nothing else', async () => {
  const lab = openRetentionLab({ worktreesMs: 0 });
  const old = await lab.prepared();
  await lab.clock.advance(day);
  const young = await lab.prepared();
  await lab.clock.advance(1000);
  expect((await evictOlder(lab.retention, day, never)).worktrees).toEqual([old]);
  expect((await evictOlder(lab.retention, 0, never)).worktrees).toEqual([old, young]);
  expect(lab.removed.filter((what) => !what.startsWith('worktree'))).toEqual([]);
});

test('goals of which nothing is left but a record are not looked up', async () => {
  const lab = openRetentionLab();
  const id = await lab.prepared();
  lab.works[0] = { goal: id, project: 'shop', kept: [], bytes: 0, hasRefs: false };
  lab.turns.clear();
  const asked: string[] = [];
  const load = async (goal: typeof id) => {
    asked.push(goal);
    return lab.store.load(goal);
  };
  const runtime = { ...lab.runtime, store: { ...lab.store, load } };
  await sweep({ ...lab.retention, runtime }, lab.retention.rules, never);
  expect(asked).toEqual([]);
});
