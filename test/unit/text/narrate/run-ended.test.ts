import { expect, test } from 'vitest';
import type { GoalDocument } from '../../../../src/goal/state.ts';
import { runEnded } from '../../../../src/text/narrate/run-ended.ts';
import {
  alice,
  bob,
  changed,
  context,
  fold,
  foldIn,
  green,
  impatient,
  red,
  runningGoal,
  sampleGoal,
  turnFinished,
} from '../../../support/core/sample-goal.ts';
import {
  asleepGoal,
  askingForBudget,
  blockedAgent,
  checks,
  doneGoal,
  saved,
} from '../../../support/core/stages.ts';
import { wordsOf } from '../../../support/core/words-of.ts';

const words = (goal: GoalDocument) => wordsOf(runEnded(goal));
const committed = { type: 'WorkCommitted', sha: 'd'.repeat(40), changes: changed } as const;

test('the last notice of a success names commit, delivery, changes, checks, spend, and what the agent said', () => {
  const text = words(doneGoal());
  expect(text).toContain('G-1 is done, verified');
  expect(text).toContain('Done.');
  expect(text).toContain(`Commit: ${'d'.repeat(10)} on drover/G-1-fix-the-flaky-login-test`);
  expect(text).toMatch(/Delivery: .*pushed.* \/repos\/shop/);
  expect(text).toContain('Changes: 1 file, +2 −1');
  expect(text).toContain('Check: ✔ npm test exit 0, 5 ms');
  expect(text).toContain('Spend: 1 turn · $0.50');
  expect(text).not.toContain('Worktree');
  expect(runEnded(doneGoal()).tone).toBe('good');
});

test('a success that was not to be delivered says where the commit is', () => {
  const goal = fold(
    runningGoal({}, { deliver: 'none' }),
    turnFinished(),
    checks([green]),
    committed,
  ).document;
  expect(words(goal)).toContain('Delivery: none asked for');
  expect(words(goal)).toContain('Worktree: /worktrees/G-1 (kept)');
});

test('a failed delivery is told as a failure, with the kept worktree and the hint', () => {
  const goal = fold(runningGoal(), turnFinished(), checks([green]), committed, {
    type: 'EffectFailed',
    code: 'DELIVERY_FAILED',
    message: 'the push was rejected',
    hint: 'Pull first.',
  }).document;
  const text = words(goal);
  expect(text).toContain('G-1 has failed: the push was rejected');
  expect(text).toContain('Delivery: failed: the push was rejected');
  expect(text).toContain('(kept)');
  expect(text).toContain('Pull first.');
  expect(runEnded(goal).tone).toBe('bad');
});

test('a cancelled goal says by whom and why, and which messages the agent never got', () => {
  const goal = fold(
    sampleGoal(),
    { type: 'MessageGiven', by: bob, text: 'use vitest' },
    { type: 'CancelWished', by: alice, reason: 'wrong repository' },
  ).document;
  const text = words(goal);
  expect(text).toContain('By alice: wrong repository');
  expect(text).toContain('Not delivered: M-1 “use vitest”');
  expect(JSON.stringify(runEnded(goal))).toContain('"person":"U1"');
});

test('a message that was not delivered can be sent again as it stands', () => {
  const goal = fold(
    sampleGoal(),
    { type: 'MessageGiven', by: bob, text: 'use vitest' },
    { type: 'CancelWished', by: alice, reason: 'enough' },
  ).document;
  expect(words(goal)).toContain('To go on with it: /goal continue G-1 use vitest');
});

test.each([
  ['two', ['a', 'b']],
  ['long', ['x'.repeat(400)]],
  ['of two lines', ['a\nb']],
])('messages that are %s are not repeated whole', (_what, texts) => {
  const told = texts.map((text) => ({ type: 'MessageGiven', by: bob, text }) as const);
  const goal = fold(sampleGoal(), ...told, { type: 'CancelWished', by: alice, reason: 'enough' }).document;
  expect(words(goal)).toContain('To go on with it: /goal continue G-1 TEXT');
  expect(words(goal).length).toBeLessThan(1000);
});

test('what an earlier run did not deliver is told once', () => {
  const first = fold(
    runningGoal(),
    { type: 'MessageGiven', by: bob, text: 'too late' },
    turnFinished(),
    checks([green]),
    { type: 'CancelWished', by: alice, reason: 'enough' },
  ).document;
  expect(words(first)).toContain('too late');
  const later = { ...context, now: 9000 };
  const second = foldIn(
    later,
    first,
    { type: 'ContinueWished', by: bob, text: 'again' },
    { type: 'CancelWished', by: alice, reason: 'really' },
  ).document;
  expect(words(second)).toContain('Not delivered: M-2 “again”');
  expect(words(second)).not.toContain('too late');
});

test('every end but success says how to go on and how to begin again', () => {
  const ends = [
    fold(
      runningGoal(),
      { type: 'CancelWished', by: alice, reason: 'x' },
      turnFinished({ outcome: 'aborted' }),
    ),
    foldIn(impatient, runningGoal({ turns: 1 }), turnFinished(), checks([red])),
    fold(askingForBudget().document, { type: 'BudgetRefused', by: bob }),
    foldIn({ ...context, now: 9e9 }, blockedAgent().document, { type: 'WakeDue' }),
    fold(
      sampleGoal(),
      { type: 'SlotGranted' },
      { type: 'EffectFailed', code: 'GIT_FAILED', message: 'no', hint: 'x' },
    ),
  ].map((step) => step.document);
  expect(ends.map(({ state }) => state)).toEqual([
    'cancelled',
    'exhausted',
    'exhausted',
    'escalated',
    'failed',
  ]);
  for (const goal of ends) {
    expect(words(goal)).toContain('/goal continue G-1');
    expect(words(goal).split('/goal continue G-1').length - 1).toBe(1);
  }
  expect(words(doneGoal())).not.toContain('/goal continue');
});

test('a later run tells its own spend, and that of all', () => {
  const second = fold(
    doneGoal(),
    { type: 'ContinueWished', by: bob, text: '' },
    { type: 'SlotGranted' },
    saved(2),
    { type: 'TurnStarted', seq: 2, promptBytes: 1 },
    turnFinished(),
    { type: 'CancelWished', by: alice, reason: 'enough' },
  ).document;
  expect(words(second)).toContain(
    'Spend: run 2: 1 turn · $0.50 · 100 in, 10 out; all runs: $1.00 · 200 in, 20 out',
  );
});

test('the last words are those of the work, not of a compaction', () => {
  const compaction = { ...doneGoal().turns[0], kind: 'compact', text: 'SUMMARY' } as never;
  const goal = { ...doneGoal(), turns: [...doneGoal().turns, compaction] };
  expect(words(goal)).not.toContain('SUMMARY');
  expect(words(asleepGoal().document)).not.toContain('undefined');
});

test('a failure that was excused and what a reviewer should look at are told', () => {
  const flags = [{ kind: 'tests' as const, paths: ['a.test.ts', 'b.test.ts'] }];
  const goal = {
    ...doneGoal(),
    checks: [{ ...red, excused: true }],
    verified: 'partly verified' as const,
    flags,
  };
  expect(words(goal)).toContain('done, partly verified');
  expect(words(goal)).toContain('Touches: tests: a.test.ts and 1 more');
  expect(words(goal)).toContain('Check: ◐ npm test exit 1 (excused: red on the base, too), 5 ms');
});
