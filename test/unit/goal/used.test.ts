import { expect, test } from 'vitest';
import { usedBy } from '../../../src/goal/used.ts';
import { fold, red, runningGoal, changed, sampleGoal, turnFinished } from '../../support/core/sample-goal.ts';

test('a new goal has used nothing, and its cost is unknown, not zero', () => {
  const used = usedBy(sampleGoal());
  expect(used).toEqual({ turns: 0, wallMs: 0, tokens: 0, denies: 0, errors: 0, overflows: 0 });
  expect('costUsd' in used).toBe(false);
});

test('the working clock is agent time and check time; all four kinds of tokens count', () => {
  const usage = { input: 1, output: 2, cacheRead: 30, cacheWrite: 400, costUsd: 0.25, wallMs: 1000 };
  const goal = fold(runningGoal(), turnFinished({ usage }), {
    type: 'ChecksFinished',
    results: [red],
    changes: changed,
    wallMs: 50,
  }).document;
  expect(usedBy(goal)).toMatchObject({ turns: 1, wallMs: 1050, tokens: 433, costUsd: 0.25 });
});
