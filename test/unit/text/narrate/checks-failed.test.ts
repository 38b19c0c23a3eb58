import { expect, test } from 'vitest';
import type { Notice } from '../../../../src/goal/notices.ts';
import type { Step } from '../../../../src/goal/reduce.ts';
import { checksFailed } from '../../../../src/text/narrate/checks-failed.ts';
import { fold, green, red, runningGoal, turnFinished, unchanged } from '../../../support/core/sample-goal.ts';
import { checks, inSecondTurn, saved } from '../../../support/core/stages.ts';
import { wordsOf } from '../../../support/core/words-of.ts';

type Failed = Extract<Notice, { type: 'ChecksFailed' }>;
const isFailed = (notice: Notice): notice is Failed => notice.type === 'ChecksFailed';

function words({ document, notices }: Step): string {
  const notice = notices.find(isFailed);
  if (notice === undefined) throw new Error('no check failed');
  return wordsOf(checksFailed(document, notice));
}

test('red checks are shown with their output, and where they go', () => {
  const text = words(fold(runningGoal(), turnFinished(), checks([red, green])));
  expect(text).toContain('Turn 1: 1 check failed');
  expect(text).toContain('✘ npm test: exit 1\nnot ok 1 - adds');
  expect(text).toContain('go to the agent with its next turn, in the same session');
});

test('the last allowed turn promises no next one, unless the budget was grown', () => {
  const last = runningGoal({ turns: 1 });
  expect(words(fold(last, turnFinished(), checks([red])))).toContain('No turns are left.');
  const grown = fold(last, { type: 'BudgetGrown', by: { platform: 'local', user: 'me' }, add: { turns: 1 } });
  expect(words(fold(grown.document, turnFinished(), checks([red])))).toContain('with its next turn');
});

test('an agent that claims to be finished without changes is told on', () => {
  const step = fold(runningGoal(), turnFinished(), checks([green], unchanged));
  expect(words(step)).toContain('it changed nothing');
});

test('a failure that comes again is counted, and the third time ends the goal', () => {
  const second = fold(inSecondTurn(), turnFinished(), checks([red]));
  expect(words(second)).toContain('The same failure 2 times in a row.');
  expect(words(second)).toContain('with other advice');
  const third = fold(
    second.document,
    saved(3),
    { type: 'TurnStarted', seq: 3, promptBytes: 1 },
    turnFinished(),
    checks([red]),
  );
  expect(third.document.state).toBe('escalated');
  expect(words(third)).toContain('The same failure 3 times in a row. The goal ends here.');
});

test('long output is cut from the front: the end is where the failure stands', () => {
  const evidence = `${'noise\n'.repeat(2000)}the real failure`;
  const text = words(fold(runningGoal(), turnFinished(), checks([{ ...red, evidence } as never])));
  expect(text).toContain('the real failure');
  expect(text).toMatch(/\[… \d+ characters before this\]/);
  expect(text.length).toBeLessThan(2500);
});
