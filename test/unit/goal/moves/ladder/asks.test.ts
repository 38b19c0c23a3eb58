import { expect, test } from 'vitest';
import { isAsked, openAsks } from '../../../../../src/goal/moves/ladder/asks.ts';
import { alice, fold, runningGoal } from '../../../../support/core/sample-goal.ts';

const asks = { type: 'QuestionAsked', call: 'c1', text: 'Which?', options: [] } as const;

test('people are asked what is open: questions, and the request that the goal waits for', () => {
  const goal = fold(runningGoal(), asks, { ...asks, call: 'c2' }).document;
  expect(openAsks(goal)).toEqual(['Q-1', 'Q-2']);
  const answered = fold(goal, { type: 'QuestionAnswered', by: alice, question: 'Q-1', text: 'A' }).document;
  expect(openAsks(answered)).toEqual(['Q-2']);
  expect(isAsked(answered, 'Q-1')).toBe(false);
});

test('nobody is asked after the end', () => {
  const goal = fold(runningGoal(), asks, { type: 'CancelWished', by: alice, reason: '' }).document;
  expect(openAsks(goal)).toEqual([]);
});
