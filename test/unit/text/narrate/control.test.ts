import { expect, test } from 'vitest';
import type { Step } from '../../../../src/goal/reduce.ts';
import { narrate } from '../../../../src/text/narrate.ts';
import { paused, restoreFailed, resumed } from '../../../../src/text/narrate/control.ts';
import { alice, bob, fold, runningGoal, sampleGoal } from '../../../support/core/sample-goal.ts';
import { askingForBudget, doneGoal, stoppedGoal } from '../../../support/core/stages.ts';
import { wordsOf } from '../../../support/core/words-of.ts';

const saysOf = ({ document, notices }: Step): string =>
  notices.map((notice) => wordsOf(narrate(notice, document))).join('\n');

test('a pause says by whom, and how to go on', () => {
  const goal = runningGoal();
  const goOn = 'Go on with /goal resume G-1, or !resume in this thread.';
  expect(wordsOf(paused(goal, { type: 'Paused', by: alice }))).toContain(`Paused by alice. ${goOn}`);
  expect(wordsOf(paused(goal, { type: 'Paused' }))).toContain(`Paused. ${goOn}`);
  expect(wordsOf(resumed(goal, { type: 'Resumed', by: bob }))).toBe('G-1 goes on\nResumed by bob.');
});

test('a stop says which turn, by whom, and what is kept', () => {
  const text = saysOf(stoppedGoal());
  expect(text).toContain('G-1 is paused: turn 1 was stopped');
  expect(text).toContain('Stopped by bob.');
  expect(text).toContain('its changes and its session are kept');
  expect(text).toContain('/goal resume G-1');
});

test('a hand-over names both agents, at once or after the turn that still runs', () => {
  const wish = { type: 'SwitchWished', by: alice, agent: { name: 'codex', model: 'o9' } } as const;
  const atOnce = saysOf(fold(askingForBudget().document, wish));
  expect(atOnce).toContain('G-1: codex (o9) takes over from claude\nSwitched by alice.');
  expect(saysOf(fold(runningGoal(), wish))).toContain(
    'G-1: codex (o9) takes over from claude after this turn',
  );
});

test('a worktree that was returned says where it stands, and that nothing is lost', () => {
  const wish = { type: 'RollbackWished', by: alice, checkpoint: 1 } as const;
  const text = saysOf(fold(stoppedGoal().document, wish, { type: 'WorkspaceRestored' }));
  expect(text).toContain('the worktree is back at checkpoint 1');
  expect(text).toContain('kept under a ref of its own');
  const failed = { type: 'RestoreFailed', problem: 'locked', hint: 'Wait.' } as const;
  expect(wordsOf(restoreFailed(sampleGoal(), failed))).toContain('could not be returned\nlocked\nWait.');
});

test('a new run says which, how it begins and by whose wish', () => {
  const continued = saysOf(fold(doneGoal(), { type: 'ContinueWished', by: bob, text: '' }));
  expect(continued).toContain('G-1 begins its run 2\nIt goes on in the same session');
  expect(continued).toContain('Asked for by bob.');
  expect(saysOf(fold(doneGoal(), { type: 'RetryWished', by: bob, text: '' }))).toContain(
    'again from the base',
  );
});
