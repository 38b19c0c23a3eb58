import { expect, test } from 'vitest';
import { budgetLine, runUsage } from '../../../../src/text/card/budget-line.ts';
import { alice, fold, runningGoal, sampleGoal, turnFinished } from '../../../support/core/sample-goal.ts';
import { doneGoal, saved } from '../../../support/core/stages.ts';

test('the budget line leaves out what is switched off', () => {
  expect(budgetLine(sampleGoal({ turns: 0, costUsd: 0, tokens: 0, wallMs: 60_000 }))).toBe('at most 1 min');
});

test('what was grown counts, and is told', () => {
  const add = { turns: 5, costUsd: 2 };
  const grown = fold(runningGoal(), { type: 'BudgetGrown', by: alice, add }).document;
  expect(budgetLine(grown)).toBe(
    '1 of 45 turns · $0.00 of $7.00 · 0 of 2M tokens · 0 ms of 4 h (grown by 5 turns · $2.00)',
  );
});

test('a later run counts its own spend alone', () => {
  const second = fold(
    doneGoal(),
    { type: 'ContinueWished', by: alice, text: '' },
    { type: 'SlotGranted' },
    saved(2),
    { type: 'TurnStarted', seq: 2, promptBytes: 1 },
    turnFinished(),
  ).document;
  expect(second.usage.costUsd).toBe(1);
  expect(runUsage(second)).toMatchObject({ costUsd: 0.5, input: 100, wallMs: 1000 });
  expect(budgetLine(second)).toContain('1 of 40 turns · $0.50 of $5.00');
});
