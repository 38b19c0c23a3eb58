import { expect, test } from 'vitest';
import { alice, context, fold, foldIn, ready, sampleGoal, started } from '../../support/core/sample-goal.ts';
import { askingForBudget } from '../../support/core/stages.ts';

const at = (now: number) => ({ ...context, now });

test('the time in the queue, and every hold, is remembered with its reason', () => {
  const [slot, ...rest] = ready;
  if (slot === undefined) throw new Error('no slot');
  const working = foldIn(at(3000), sampleGoal(), slot, ...rest, started).document;
  expect(working.holds).toEqual([{ why: 'queued', from: 1000, to: 3000 }]);
  const asking = askingForBudget().document;
  expect(asking.holds?.at(-1)).toEqual({ why: 'budget', from: 1000 });
  const { request } = asking.waiting ?? {};
  expect(request).toBeDefined();
  const goesOn = foldIn(at(9000), asking, { type: 'BudgetGrown', by: alice, add: { turns: 5 } }).document;
  expect(goesOn.holds?.slice(-2)).toEqual([
    { why: 'budget', from: 1000, to: 9000 },
    { why: 'queued', from: 9000 },
  ]);
});

test('an end closes what is open', () => {
  const queued = fold(sampleGoal(), { type: 'PauseWished', by: alice }).document;
  const ended = foldIn(at(5000), queued, { type: 'CancelWished', by: alice, reason: '' }).document;
  expect(ended.holds?.every(({ to }) => to !== undefined)).toBe(true);
});

test('only so many are kept', () => {
  let goal = sampleGoal();
  for (let round = 0; round < 150; round += 1)
    goal = fold(goal, { type: 'PauseWished', by: alice }, { type: 'ResumeWished', by: alice }).document;
  expect(goal.holds).toHaveLength(200);
});
