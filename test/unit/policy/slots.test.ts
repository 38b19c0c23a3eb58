import { expect, test } from 'vitest';
import type { GoalState } from '../../../src/domain/goal.ts';
import { goalIdOf } from '../../../src/domain/ids.ts';
import { chooseGoals } from '../../../src/policy/slots.ts';

const goal = (number: number, state: GoalState, more: { priority?: number; createdAt?: number } = {}) => ({
  id: goalIdOf(number),
  state,
  priority: 3,
  createdAt: number,
  ...more,
});
const minute = 60_000;

test('free slots go to the queued goals, oldest first', () => {
  const goals = [goal(3, 'queued'), goal(1, 'queued'), goal(2, 'queued')];
  expect(chooseGoals(goals, 2, 10)).toEqual(['G-1', 'G-2']);
});

test('an urgent goal overtakes older ones', () => {
  const goals = [goal(1, 'queued'), goal(2, 'queued', { priority: 1 })];
  expect(chooseGoals(goals, 1, 10)).toEqual(['G-2']);
});

test('only what prepares or runs holds a slot', () => {
  const holders = (['preparing', 'running'] as const).map((state, index) => goal(index + 1, state));
  expect(chooseGoals([...holders, goal(9, 'queued')], 2, 10)).toEqual([]);
  expect(chooseGoals([...holders, goal(9, 'queued')], 3, 10)).toEqual(['G-9']);
  const others = (['paused', 'waiting', 'sleeping', 'done', 'failed', 'cancelled'] as const).map(
    (state, index) => goal(index + 1, state),
  );
  expect(chooseGoals([...others, goal(9, 'queued')], 1, 10)).toEqual(['G-9']);
});

test('fewer slots than goals at work start nothing and break nothing', () => {
  const goals = [goal(1, 'running'), goal(2, 'running'), goal(3, 'queued')];
  expect(chooseGoals(goals, 1, 10)).toEqual([]);
  expect(chooseGoals(goals, 0, 10)).toEqual([]);
});

test('no goal starves: every ten minutes of waiting make it one step more urgent', () => {
  const old = goal(1, 'queued', { priority: 4, createdAt: 0 });
  const freshAt = (now: number) => goal(2, 'queued', { priority: 1, createdAt: now });
  expect(chooseGoals([old, freshAt(25 * minute)], 1, 25 * minute)).toEqual(['G-2']);
  expect(chooseGoals([freshAt(31 * minute), old], 1, 31 * minute)).toEqual(['G-1']);
});
