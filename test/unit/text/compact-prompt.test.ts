import { expect, test } from 'vitest';
import { compactPrompt } from '../../../src/text/compact-prompt.ts';
import { allHostile, unseen } from '../../support/core/hostile-text.ts';
import { red, runningGoal } from '../../support/core/sample-goal.ts';
import { compactingGoal, inSecondTurn } from '../../support/core/stages.ts';

test('the focus has the task, what done means, what fails, and what a person asked to keep', () => {
  const text = compactPrompt(compactingGoal());
  expect(text).toContain('The operator wants you to keep above all: “the API”.');
  expect(text).toContain('The task: “fix the flaky login test”.');
  expect(text).toContain('Done means that these pass: “npm test”.');
  expect(text).toContain('Failing now: “npm test: exit 1”.');
  expect(text).toContain('what is left to do');
});

test('what there is not is left out', () => {
  const text = compactPrompt({ ...runningGoal(), criteria: [] });
  expect(text).not.toMatch(/operator|Done means|Failing|undefined/);
});

test('it is one bounded paragraph, whatever is in it', () => {
  const goal = inSecondTurn(
    Array.from({ length: 50 }, (_, at) => ({ ...red, label: `${at} ${allHostile}` }) as never),
  );
  const text = compactPrompt({
    ...goal,
    spec: { ...goal.spec, text: `${allHostile}\n`.repeat(100) },
    compaction: { failures: 0, focus: `${allHostile}\r\n${goal.fence}` },
  });
  expect(text).not.toMatch(/[\n\r\u2028\u2029]/);
  expect(text).not.toMatch(unseen);
  expect(text).not.toContain(goal.fence);
  expect(text.length).toBeLessThan(4100);
});
