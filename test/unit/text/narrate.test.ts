import { expect, test } from 'vitest';
import { ContentSchema } from '../../../src/domain/content.ts';
import type { Notice } from '../../../src/goal/notices.ts';
import type { GoalDocument } from '../../../src/goal/state.ts';
import { narrate, personSpan } from '../../../src/text/narrate.ts';
import { allHostile } from '../../support/core/hostile-text.ts';
import {
  alice,
  bob,
  changed,
  fold,
  green,
  red,
  runningGoal,
  sampleGoal,
  turnFinished,
  unchanged,
} from '../../support/core/sample-goal.ts';
import { wordsOf } from '../../support/core/words-of.ts';

const checks = (results: readonly (typeof red | typeof green)[], changes = changed) =>
  ({ type: 'ChecksFinished', results, changes, wallMs: 10 }) as const;
const words = (notice: Notice, goal: GoalDocument) => wordsOf(narrate(notice, goal));
const ended: Notice = { type: 'RunEnded' };
const committed = { type: 'WorkCommitted', sha: 'd'.repeat(40), changes: changed } as const;
const accepted = () => fold(runningGoal(), turnFinished(), checks([green]), committed).document;
const done = () => fold(accepted(), { type: 'BranchDelivered', ref: 'drover/G-1-fix' }).document;

test('the last notice of a success names commit, delivery, changes, checks, spend, and what the agent said', () => {
  const text = words(ended, done());
  expect(text).toContain('G-1 is done, verified');
  expect(text).toContain('Done.');
  expect(text).toContain(`Commit: ${'d'.repeat(10)} on drover/G-1-fix-the-flaky-login-test`);
  expect(text).toMatch(/Delivery: .*pushed.* \/repos\/shop/);
  expect(text).toContain('Changes: 1 file, +2 −1');
  expect(text).toContain('Check: ✔ npm test exit 0, 5 ms');
  expect(text).toContain('Spend: 1 turn · $0.50');
  expect(text).not.toContain('Worktree');
  expect(narrate(ended, done()).tone).toBe('good');
});

test('a success that was not to be delivered says where the commit is', () => {
  const goal = fold(
    runningGoal({}, { deliver: 'none' }),
    turnFinished(),
    checks([green]),
    committed,
  ).document;
  expect(words(ended, goal)).toContain('Delivery: none asked for');
  expect(words(ended, goal)).toContain('Worktree: /worktrees/G-1 (kept)');
});

test('a failed delivery is told as a failure, with the kept worktree and the hint', () => {
  const goal = fold(accepted(), {
    type: 'EffectFailed',
    code: 'DELIVERY_FAILED',
    message: 'the push was rejected',
    hint: 'Pull first.',
  }).document;
  const text = words(ended, goal);
  expect(text).toContain('G-1 has failed: the push was rejected');
  expect(text).toContain('Delivery: failed: the push was rejected');
  expect(text).toContain('(kept)');
  expect(text).toContain('Pull first.');
  expect(narrate(ended, goal).tone).toBe('bad');
});

test('a cancelled goal says by whom and why, and which messages the agent never got', () => {
  const goal = fold(
    sampleGoal(),
    { type: 'MessageGiven', by: bob, text: 'use vitest' },
    { type: 'CancelWished', by: alice, reason: 'wrong repository' },
  ).document;
  const text = words(ended, goal);
  expect(text).toContain('By alice: wrong repository');
  expect(text).toContain('Not delivered: M-1 “use vitest”');
  expect(JSON.stringify(narrate(ended, goal))).toContain('"person":"U1"');
});

test('red checks are shown with their output, and where they go', () => {
  const { document, notices } = fold(runningGoal(), turnFinished(), checks([red, green]));
  const [notice] = notices;
  const text = words(notice ?? ended, document);
  expect(text).toContain('Turn 1: 1 check failed');
  expect(text).toContain('✘ npm test: exit 1\nnot ok 1 - adds');
  expect(text).toContain('go to the agent with its next turn');
});

test('the last allowed turn promises no next one', () => {
  const { document, notices } = fold(runningGoal({ turns: 1 }), turnFinished(), checks([red]));
  const said = notices.find((notice) => notice.type === 'ChecksFailed');
  expect(words(said ?? ended, document)).toContain('No turns are left.');
});

test('an agent that claims to be finished without changes is told on', () => {
  const { document, notices } = fold(runningGoal(), turnFinished(), checks([green], unchanged));
  expect(words(notices[0] ?? ended, document)).toContain('it changed nothing');
});

test('long output is cut from the front: the end is where the failure stands', () => {
  const evidence = `${'noise\n'.repeat(2000)}the real failure`;
  const goal = fold(runningGoal(), turnFinished(), checks([{ ...red, evidence } as never])).document;
  const text = words({ type: 'ChecksFailed', turn: 1, withoutChanges: false }, goal);
  expect(text).toContain('the real failure');
  expect(text).toMatch(/\[… \d+ characters before this\]/);
  expect(text.length).toBeLessThan(2500);
});

test.each<[Notice, string]>([
  [{ type: 'Paused', by: alice }, 'Paused by alice. Go on with /goal resume G-1, or !resume in this thread.'],
  [{ type: 'Paused' }, 'Paused. Go on with /goal resume G-1, or !resume in this thread.'],
  [{ type: 'Resumed', by: bob }, 'Resumed by bob.'],
  [{ type: 'BudgetNear', axis: 'costUsd', used: 4.1, limit: 5 }, '$4.10 of $5.00.'],
  [{ type: 'Progress', turn: 5, text: 'Half way.\nmore' }, 'Half way.'],
  [{ type: 'Progress', turn: 5, text: '' }, 'The agent said nothing.'],
  [
    {
      type: 'TurnFailed',
      failure: { kind: 'network', message: 'ECONNRESET\nstack' },
      course: 'resuming the session',
    },
    'ECONNRESET — resuming the session.',
  ],
])('the notice %o says “%s”', (notice, wanted) => {
  expect(words(notice, runningGoal())).toContain(wanted);
});

test('people are mentioned where the platform has mentions, else named', () => {
  expect(personSpan(alice)).toEqual({ person: 'U1', label: 'alice' });
  expect(personSpan({ platform: 'local', user: 'me' })).toBe('local');
});

test('what agents and commands print can mention nobody and stays text', () => {
  const goal = fold(
    runningGoal(),
    turnFinished({ text: allHostile }),
    checks([{ ...red, evidence: allHostile } as never]),
  ).document;
  for (const notice of [
    { type: 'ChecksFailed', turn: 1, withoutChanges: false },
    { type: 'Progress', turn: 1, text: allHostile },
  ] as const) {
    const content = narrate(notice, goal);
    expect(ContentSchema.parse(content)).toEqual(content);
    expect(JSON.stringify(content)).not.toMatch(/"(?:person|link)":/);
  }
});
