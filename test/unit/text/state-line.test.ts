import { expect, test } from 'vitest';
import { GoalStateSchema } from '../../../src/domain/goal.ts';
import type { GoalDocument } from '../../../src/goal/state.ts';
import { phaseOf, stateLine, toneOf } from '../../../src/text/state-line.ts';
import {
  alice,
  bob,
  fold,
  green,
  runningGoal,
  sampleGoal,
  turnFailed,
  turnFinished,
} from '../../support/core/sample-goal.ts';
import {
  asleepGoal,
  askingForBudget,
  checks,
  compactingGoal,
  doneGoal,
  rateLimited,
  saved,
  stoppedGoal,
} from '../../support/core/stages.ts';

const after = (...events: Parameters<typeof fold> extends [unknown, ...infer E] ? E : never): GoalDocument =>
  fold(runningGoal(), ...events).document;

test('the state line says what is going on', () => {
  const preparing = fold(sampleGoal(), { type: 'SlotGranted' }).document;
  expect(stateLine(preparing)).toBe('preparing the worktree');
  expect(stateLine(runningGoal())).toBe('running: turn 1 of 40');
  expect(stateLine(runningGoal({ turns: 0 }))).toBe('running: turn 1 of ∞');
  expect(stateLine(after(turnFinished()))).toBe('running: checking turn 1');
  expect(stateLine(after(turnFinished(), checks([green])))).toBe('running: delivering');
  const again = after(turnFailed({ kind: 'network', message: 'reset' }), saved(2));
  expect(stateLine(again)).toBe('running: turn 1 of 40, attempt 2');
});

test('limits are those that count now, grown ones included', () => {
  const grown = after({ type: 'BudgetGrown', by: alice, add: { turns: 5 } });
  expect(stateLine(grown)).toBe('running: turn 1 of 45');
});

test('a compaction is called one', () => {
  expect(stateLine(compactingGoal())).toBe('running: compacting the session');
  expect(phaseOf(compactingGoal())).toBe('compacting');
});

test('phases are those of a running goal alone', () => {
  expect(phaseOf(runningGoal())).toBe('turn');
  expect(phaseOf(after(turnFinished()))).toBe('evaluating');
  expect(phaseOf(after(turnFinished(), checks([green])))).toBe('delivering');
  expect(phaseOf(sampleGoal())).toBeUndefined();
  expect(phaseOf(doneGoal())).toBeUndefined();
});

test('a wish is shown before it takes effect', () => {
  expect(stateLine(after({ type: 'PauseWished', by: alice }))).toBe(
    'running: turn 1 of 40, pausing before the next turn',
  );
  expect(stateLine(after({ type: 'CompactWished', by: alice, focus: '' }))).toBe(
    'running: turn 1 of 40, compacting before the next turn',
  );
  expect(stateLine(after({ type: 'SwitchWished', by: alice, agent: { name: 'codex', model: 'o9' } }))).toBe(
    'running: turn 1 of 40, changing to codex (o9) before the next turn',
  );
  expect(stateLine(fold(sampleGoal(), { type: 'PauseWished', by: alice }).document)).toBe('paused');
});

test('a turn that is being ended says why', () => {
  expect(stateLine(after({ type: 'StopWished', by: alice, at: 5000 }))).toBe(
    'running: turn 1 of 40, being ended at a person’s wish; then paused',
  );
  expect(stateLine(after({ type: 'MessageGiven', by: alice, text: 'x', now: true }))).toContain(
    'being ended for what comes next',
  );
  expect(stateLine(stoppedGoal().document)).toBe('paused');
});

test('a goal that was cancelled says that its last turn is still being ended', () => {
  const cancelled = after({ type: 'CancelWished', by: alice, reason: 'wrong' });
  expect(stateLine(cancelled)).toBe('cancelled: wrong; its last turn is being ended');
});

test('a worktree that is being returned is told, in whichever state', () => {
  const rolled = fold(stoppedGoal().document, { type: 'RollbackWished', by: alice, checkpoint: 1 }).document;
  expect(stateLine(rolled)).toBe('paused; returning the worktree to checkpoint 1');
  const retried = fold(doneGoal(), { type: 'RetryWished', by: alice, text: '' }).document;
  expect(stateLine(retried)).toBe('queued for a free slot; returning the worktree to the base');
  expect(stateLine(fold(retried, { type: 'SlotGranted' }).document)).toBe(
    'running: returning the worktree to the base',
  );
});

test('a wait shows its reason and what happens then', () => {
  expect(stateLine(rateLimited().document)).toBe(
    'waiting (rate-limit): the vendor is busy; then the turn is tried again',
  );
  expect(stateLine(askingForBudget().document)).toBe(
    'waiting (budget): budget used up: turns; then the goal ends as exhausted',
  );
});

test('a sleeper says until when and why, on one line', () => {
  expect(stateLine(asleepGoal('a\nb').document)).toBe('sleeping until 1970-01-01 00:10:01 UTC: a');
  expect(stateLine(asleepGoal('').document)).toBe('sleeping until 1970-01-01 00:10:01 UTC');
});

test('an end is called by its name, with the reason', () => {
  expect(stateLine(doneGoal())).toBe('done, verified');
  expect(stateLine({ ...doneGoal(), verified: undefined })).toBe('done, unverified');
  const cancelled = fold(sampleGoal(), { type: 'CancelWished', by: bob, reason: 'wrong repository' });
  expect(stateLine(cancelled.document)).toBe('cancelled: wrong repository');
  const failed = fold(
    sampleGoal(),
    { type: 'SlotGranted' },
    { type: 'EffectFailed', code: 'BASE_NOT_FOUND', message: 'no branch nope', hint: 'x' },
  );
  expect(stateLine(failed.document)).toBe('failed: no branch nope');
});

test('every state has words and a tone, and only done looks good', () => {
  const goal = sampleGoal();
  const tones = GoalStateSchema.options.map((state) => [state, toneOf({ ...goal, state })]);
  expect(tones.filter(([, tone]) => tone === 'good')).toEqual([['done', 'good']]);
  for (const state of GoalStateSchema.options) expect(stateLine({ ...goal, state })).toMatch(/^[a-z]/);
});
