import { expect, test } from 'vitest';
import { BudgetSchema, budgetAxes } from '../../../../../src/domain/budget.ts';
import { budgetOf } from '../../../../../src/goal/used.ts';
import {
  alice,
  bob,
  checked,
  context,
  fold,
  foldIn,
  impatient,
  red,
  runningGoal,
  turnFinished,
} from '../../../../support/core/sample-goal.ts';

const used = (budget = {}) => fold(runningGoal({ turns: 1, ...budget }), turnFinished(), checked([red]));
const grow = (add: object) => ({ type: 'BudgetGrown', by: bob, add }) as const;

test('a goal whose budget is used up waits, without a slot, for a person to give more', () => {
  const { document, notices, log } = used();
  expect(document).toMatchObject({
    state: 'waiting',
    waiting: {
      reason: 'budget',
      axis: 'turns',
      request: expect.stringMatching(/^R-[0-9A-HJKMNP-TV-Z]{6}$/),
      deadline: context.now + context.rules.budgetWaitMs,
      course: 'exhaust',
      offer: { turns: 1 },
    },
  });
  expect(notices).toContainEqual({ type: 'BudgetAsk', axis: 'turns', used: 1, limit: 1 });
  expect(log.map(({ type }) => type)).toContain('budget.exhausted');
});

test('more of it lets the goal go on; more of something else does not', () => {
  const { document } = used();
  expect(fold(document, grow({ tokens: 100 })).document.state).toBe('waiting');
  const grown = fold(document, grow({ turns: 2 }));
  expect(grown.document).toMatchObject({ state: 'queued', grown: { turns: 2 } });
  expect(grown.notices).toEqual([{ type: 'BudgetGrown', by: bob, add: { turns: 2 } }]);
  expect(grown.document.waiting).toBeUndefined();
});

test('where another budget is used up as well, that one is asked for next, under a request of its own', () => {
  const { document } = used({ tokens: 100 });
  expect(document.waiting).toMatchObject({ axis: 'turns' });
  const next = fold(document, grow({ turns: 5 }));
  expect(next.document).toMatchObject({ state: 'waiting', waiting: { axis: 'tokens' } });
  expect(next.notices.map(({ type }) => type)).toEqual(['BudgetGrown', 'BudgetAsk']);
});

test('every axis grows, and none shrinks or is switched on', () => {
  const ones = Object.fromEntries(budgetAxes.map((axis) => [axis, 1]));
  const goal = fold(runningGoal(), grow(ones)).document;
  const base = BudgetSchema.parse({});
  for (const axis of budgetAxes) expect(budgetOf(goal)[axis]).toBe(base[axis] + 1);
  expect(budgetOf(fold(runningGoal(), grow({ turns: -5 })).document)).toEqual(base);
  expect(budgetOf(fold(runningGoal({ costUsd: 0 }), grow({ costUsd: 5 })).document).costUsd).toBe(0);
});

test('a grown budget is warned of anew', () => {
  const warned = fold(runningGoal({ turns: 40, tokens: 130 }), turnFinished(), checked([red])).document;
  expect(warned.warned).toEqual(['tokens']);
  expect(fold(warned, grow({ tokens: 1000 })).document.warned).toEqual([]);
});

test('refused, or left until the deadline, the goal ends as exhausted and keeps its work', () => {
  const refused = fold(used().document, { type: 'BudgetRefused', by: alice });
  const late = { ...context, now: context.now + context.rules.budgetWaitMs };
  const left = foldIn(late, used().document, { type: 'WakeDue' });
  for (const { document, notices } of [refused, left]) {
    expect(document).toMatchObject({ state: 'exhausted', result: { reason: 'budget used up: turns' } });
    expect(document.result?.hint).toContain('/goal continue G-1');
    expect(notices).toEqual([{ type: 'RunEnded' }]);
  }
});

test('where nobody is to be asked it ends at once', () => {
  const { document } = foldIn(impatient, runningGoal({ turns: 1 }), turnFinished(), checked([red]));
  expect(document.state).toBe('exhausted');
});

test('a refusal without a question changes nothing', () => {
  const goal = runningGoal();
  expect(fold(goal, { type: 'BudgetRefused', by: alice }).document).toEqual(goal);
});
