import { expect, test } from 'vitest';
import { goalIdOf } from '../../../../src/domain/ids.ts';
import { planRetention, type KeptGoal } from '../../../../src/policy/retention/plan-retention.ts';

const rules = { worktreesMs: 7, refsMs: 30, turnsMs: 20, diskBytes: 0 };
const now = 1000;

/** A goal that ended that long ago, or is open. */
const kept = (number: number, age: number | 'open', more: Partial<KeptGoal> = {}): KeptGoal => ({
  goal: goalIdOf(number),
  hasRefs: true,
  treeBytes: 100,
  turnBytes: 10,
  ...(age === 'open' ? {} : { endedAt: now - age }),
  ...more,
});

const without = (goal: KeptGoal, ...keys: (keyof KeptGoal)[]): KeptGoal =>
  Object.fromEntries(
    Object.entries(goal).filter(([key]) => !keys.some((one) => one === key)),
  ) as unknown as KeptGoal;

const partsOf = (goals: readonly KeptGoal[], more: Partial<typeof rules> = {}) =>
  planRetention({ ...rules, ...more }, goals, now).removals.map(
    ({ goal, worktree, refs, turns }) =>
      `${goal}${worktree ? ' worktree' : ''}${refs ? ' refs' : ''}${turns ? ' turns' : ''}`,
  );

test('everything goes when its time has come, and not before', () => {
  expect(partsOf([kept(1, 6)])).toEqual([]);
  expect(partsOf([kept(1, 7)])).toEqual(['G-1 worktree']);
  expect(partsOf([kept(1, 20)])).toEqual(['G-1 worktree turns']);
  expect(partsOf([kept(1, 30)])).toEqual(['G-1 worktree refs turns']);
});

test('what is not there does not go', () => {
  expect(partsOf([without(kept(1, 40, { hasRefs: false }), 'treeBytes', 'turnBytes')])).toEqual([]);
  expect(partsOf([without(kept(1, 40), 'treeBytes', 'turnBytes')])).toEqual(['G-1 refs']);
});

test('nothing of an open goal goes, however much there is', () => {
  expect(partsOf([kept(1, 'open')], { diskBytes: 1 })).toEqual([]);
  expect(planRetention({ ...rules, diskBytes: 1 }, [kept(1, 'open')], now).leftBytes).toBe(110);
});

test('a time of 0 keeps for ever', () => {
  expect(partsOf([kept(1, 999)], { worktreesMs: 0, refsMs: 0, turnsMs: 0 })).toEqual([]);
});

test('checkpoints stay as long as the worktree', () => {
  expect(partsOf([kept(1, 40)], { worktreesMs: 50, turnsMs: 0 })).toEqual([]);
  expect(partsOf([kept(1, 50)], { worktreesMs: 50, turnsMs: 0 })).toEqual(['G-1 worktree refs']);
});

test('above the quota the goals that ended longest ago give up worktrees first, then what they printed', () => {
  const goals = [kept(1, 1), kept(2, 3), kept(3, 2), kept(4, 'open')];
  expect(partsOf(goals, { diskBytes: 440 })).toEqual([]);
  expect(partsOf(goals, { diskBytes: 439 })).toEqual(['G-2 worktree']);
  expect(partsOf(goals, { diskBytes: 340 })).toEqual(['G-2 worktree']);
  expect(partsOf(goals, { diskBytes: 339 })).toEqual(['G-2 worktree', 'G-3 worktree']);
  expect(partsOf(goals, { diskBytes: 139 })).toEqual(['G-2 worktree turns', 'G-3 worktree', 'G-1 worktree']);
  expect(planRetention({ ...rules, diskBytes: 50 }, goals, now).leftBytes).toBe(110);
});

test('what goes because it is old counts towards the quota', () => {
  const goals = [kept(1, 8), kept(2, 1)];
  expect(partsOf(goals, { diskBytes: 120 })).toEqual(['G-1 worktree']);
  expect(planRetention(rules, goals, now).leftBytes).toBe(120);
});
