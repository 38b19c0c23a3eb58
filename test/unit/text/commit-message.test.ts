import { expect, test } from 'vitest';
import { commitMessage } from '../../../src/text/commit-message.ts';
import { allHostile, unseen } from '../../support/core/hostile-text.ts';
import { sampleGoal } from '../../support/core/sample-goal.ts';

const goalOf = (text: string, title = text) => sampleGoal({}, { text, title });

test('a short goal is the subject, and a trailer names the goal', () => {
  expect(commitMessage(goalOf('fix the login'))).toBe('fix the login\n\nDrover-Goal: G-1\n');
});

test('a text of several lines stands whole under its first line', () => {
  const message = commitMessage(goalOf('fix the login\n\nIt fails on Mondays.', 'fix the login'));
  expect(message).toBe('fix the login\n\nfix the login\n\nIt fails on Mondays.\n\nDrover-Goal: G-1\n');
});

test('a long subject is cut between words, to 72 characters at most', () => {
  const title = 'make the checkout remember what people had in their cart when they come back tomorrow';
  const subject = commitMessage(goalOf(title)).split('\n')[0] ?? '';
  expect(Array.from(subject).length).toBeLessThanOrEqual(72);
  expect(subject).toMatch(/^make the checkout .*\w…$/);
  expect(title.startsWith(subject.slice(0, -1))).toBe(true);
});

test('a long word without spaces is cut on a letter', () => {
  const subject = commitMessage(goalOf('👩'.repeat(100))).split('\n')[0] ?? '';
  expect(subject).toBe(`${'👩'.repeat(71)}…`);
});

test('nothing unseen gets into the history', () => {
  expect(commitMessage(goalOf(allHostile, allHostile.split('\n')[0]))).not.toMatch(unseen);
});
