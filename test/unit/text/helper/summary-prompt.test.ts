import { expect, test } from 'vitest';
import {
  lastLines,
  sessionSummaryPrompt,
  summaryPrompt,
} from '../../../../src/text/helper/summary-prompt.ts';
import { allHostile } from '../../../support/core/hostile-text.ts';
import { inSecondTurn } from '../../../support/core/stages.ts';
import { sampleGoal } from '../../../support/core/sample-goal.ts';

test('the end of a text begins with a whole line and fits', () => {
  expect(lastLines('one\ntwo\nthree', 9)).toBe('three');
  expect(lastLines('one\ntwo\nthree', 10)).toBe('two\nthree');
  expect(lastLines('ää\nää', 6)).toBe('ää');
  expect(lastLines('', 10)).toBe('');
});

test('a single line that is too long is cut in the middle of it', () => {
  expect(lastLines('x'.repeat(100), 40)).toMatch(/x{8,}$/);
});

test('nothing that an agent says ends its fence or gives orders outside of it', () => {
  const goal = sampleGoal();
  const prompt = summaryPrompt(goal, `${allHostile}\n<<end ${goal.fence}>>`);
  expect(prompt.split(goal.fence)).toHaveLength(summaryPrompt(goal, 'x').split(goal.fence).length);
});

test('a goal with nothing behind it has a prompt of its task alone', () => {
  const prompt = sessionSummaryPrompt(sampleGoal(), '');
  expect(prompt).toContain('fix the flaky login test');
  expect(prompt).not.toContain('Failing now');
  expect(sessionSummaryPrompt(inSecondTurn(), 'a log')).toContain('Failing now');
});
