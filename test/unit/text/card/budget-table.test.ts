import { expect, test } from 'vitest';
import { budgetAxes } from '../../../../src/domain/budget.ts';
import type { GoalDocument } from '../../../../src/goal/state.ts';
import { budgetTable } from '../../../../src/text/card/budget-table.ts';
import { alice, fold, runningGoal, sampleGoal, turnFinished } from '../../../support/core/sample-goal.ts';

const rows = (goal: GoalDocument) =>
  Object.fromEntries(budgetTable(goal).map(({ label, value }) => [label, value[0]]));

test('every axis has its row: used, limit, and by how much it was grown', () => {
  const goal = fold(runningGoal(), turnFinished(), {
    type: 'BudgetGrown',
    by: alice,
    add: { turns: 5 },
  }).document;
  expect(budgetTable(goal)).toHaveLength(budgetAxes.length);
  expect(rows(goal)).toMatchObject({
    Turns: '1 of 45 turns (grown by 5 turns)',
    Cost: '$0.50 of $5.00',
    Time: '1 s of 4 h',
    Tokens: '110 of 2M tokens',
    'Failed in a row': '0 of 5 failed turns',
  });
});

test('what is off has no limit, and what nobody counts is said to be not counted', () => {
  expect(rows(sampleGoal({ turns: 0 }))).toMatchObject({ Turns: '0 turns, no limit' });
  expect(rows(sampleGoal({ costUsd: 0 }))).toMatchObject({ Cost: 'no limit' });
  expect(rows(sampleGoal())).toMatchObject({ Cost: 'not counted, of $5.00' });
});
