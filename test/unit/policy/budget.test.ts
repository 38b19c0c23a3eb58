import { expect, test } from 'vitest';
import { BudgetSchema, budgetAxes } from '../../../src/domain/budget.ts';
import { breachedAxis, exhaustedAxis, nearAxes, offerFor } from '../../../src/policy/budget.ts';

const budget = BudgetSchema.parse({ turns: 10, wallMs: 1000, costUsd: 1, tokens: 100 });

test('a guard is used up when it is reached, not when it is passed', () => {
  expect(exhaustedAxis(budget, { turns: 9 })).toBeUndefined();
  expect(exhaustedAxis(budget, { turns: 10 })).toBe('turns');
});

test('of several guards the first in order of precedence is named', () => {
  const everything = Object.fromEntries(budgetAxes.map((axis) => [axis, 1e9]));
  expect(exhaustedAxis(budget, everything)).toBe('turns');
  expect(exhaustedAxis(budget, { overflows: 9, tokens: 100, denies: 9 })).toBe('tokens');
});

test('0 switches a guard off', () => {
  expect(exhaustedAxis({ ...budget, turns: 0 }, { turns: 1000 })).toBeUndefined();
  expect(nearAxes({ ...budget, turns: 0 }, { turns: 1000 }, [])).toEqual([]);
});

test('what cannot be measured stops nothing', () => {
  expect(exhaustedAxis(budget, {})).toBeUndefined();
  expect(nearAxes(budget, {}, [])).toEqual([]);
});

test('people are warned from four fifths on, once for each axis', () => {
  expect(nearAxes(budget, { turns: 7, tokens: 79 }, [])).toEqual([]);
  expect(nearAxes(budget, { turns: 8, tokens: 80 }, [])).toEqual(['turns', 'tokens']);
  expect(nearAxes(budget, { turns: 8, tokens: 80 }, ['turns'])).toEqual(['tokens']);
});

test('streaks are no spending: nobody is warned of them', () => {
  expect(nearAxes(budget, { errors: 4, denies: 8, overflows: 3 }, [])).toEqual([]);
});

test('what a running turn shows is added to what is used', () => {
  const sofar = { input: 10, output: 5, cacheRead: 4, cacheWrite: 1, wallMs: 0, costUsd: 0.2 };
  expect(breachedAxis(budget, { tokens: 79 }, sofar)).toBeUndefined();
  expect(breachedAxis(budget, { tokens: 80 }, sofar)).toBe('tokens');
  expect(breachedAxis(budget, { costUsd: 0.8 }, sofar)).toBe('costUsd');
  expect(breachedAxis(budget, { turns: 10, wallMs: 1000 }, sofar)).toBeUndefined();
});

test('people are offered something that helps on every axis', () => {
  for (const axis of budgetAxes) expect(offerFor(axis, budget[axis])).toBeGreaterThan(0);
  expect(offerFor('turns', 40)).toBe(10);
  expect(offerFor('costUsd', 0.5)).toBe(1);
});
