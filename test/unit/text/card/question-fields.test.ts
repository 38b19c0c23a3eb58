import { expect, test } from 'vitest';
import { optionWords, otherwiseWords, questionFields } from '../../../../src/text/card/question-fields.ts';
import { answers, asks } from '../../../support/asking.ts';
import { fold, runningGoal } from '../../../support/core/sample-goal.ts';

test('each open question has a field of its own, those that are over have none', () => {
  const goal = fold(runningGoal(), asks('c1'), asks('c2'), answers()).document;
  expect(questionFields(goal).map(({ label }) => label)).toEqual(['Q-2']);
  expect(questionFields(runningGoal())).toEqual([]);
});

test('options bear the numbers that pick them; what happens otherwise is said', () => {
  const [question] = fold(runningGoal(), asks('c1', { fallback: 'SQLite' })).document.questions;
  if (question === undefined) throw new Error('nothing was asked');
  expect(optionWords(question)).toBe('1: Postgres · 2: SQLite');
  expect(otherwiseWords(question)).toBe('the answer is “SQLite”');
  const { fallback: _none, ...without } = question;
  expect(otherwiseWords(without)).toBe('the goal is handed to a person');
});
