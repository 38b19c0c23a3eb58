import { expect, test } from 'vitest';
import { defaultRules } from '../../../../../src/domain/rules/loop-rules.ts';
import { mainEffect, type ReduceContext } from '../../../../../src/goal/draft.ts';
import type { GoalDocument } from '../../../../../src/goal/state.ts';
import {
  alice,
  checked,
  checkpointed,
  context,
  foldIn,
  red,
  runningGoal,
  turnFailed,
  turnFinished,
} from '../../../../support/core/sample-goal.ts';

/** codex cannot compact its own session. */
const helped: ReduceContext = {
  ...context,
  uuid: '99999999-2222-4333-8444-555555555555',
  rules: { ...defaultRules, helps: { summary: false, compact: true, memory: false } },
};
const size = { used: 170_000, window: 200_000 };

const asked = (rules = helped): GoalDocument =>
  foldIn(
    rules,
    runningGoal({}, { agent: 'codex' }),
    { type: 'CompactWished', by: alice, focus: '' },
    turnFinished({ context: size }),
    checked([red]),
    checkpointed(2),
  ).document;

const overflowing = (): GoalDocument =>
  foldIn(
    helped,
    runningGoal({}, { agent: 'codex' }),
    turnFinished(),
    checked([red]),
    checkpointed(2),
    { type: 'TurnStarted', seq: 2, promptBytes: 1 },
    turnFailed({ kind: 'context-overflow', message: 'too long' }),
    checkpointed(3),
  ).document;

test('the session of an agent that cannot compact is summed up by the helper model, and that is no turn', () => {
  const goal = asked();
  expect(mainEffect(goal)).toMatchObject({ type: 'SummariseSession' });
  expect(goal).toMatchObject({ state: 'running', turn: 1 });
});

test('a fresh session goes on from the summary, in the same turn order, with the messages', () => {
  const told = foldIn(helped, asked(), { type: 'MessageGiven', by: alice, text: 'hurry' }).document;
  const { document, notices, log } = foldIn(helped, told, {
    type: 'SessionSummarised',
    text: '  Tried the cache.  ',
    usage: { input: 5, output: 1, cacheRead: 0, cacheWrite: 0, wallMs: 0 },
  });
  expect(document.summary).toMatchObject({ text: 'Tried the cache.', before: 170_000 });
  expect(document.helperUsage.input).toBe(5);
  expect(mainEffect(document)).toMatchObject({
    type: 'RunTurn',
    kind: 'work',
    turn: 2,
    receipts: ['M-1'],
    session: { id: helped.uuid, resume: false },
  });
  expect(document.pastSessions).toHaveLength(1);
  expect(notices).toEqual([{ type: 'Compacted', before: 170_000 }]);
  expect(log.map(({ type }) => type)).toContain('compact.summary_stored');
});

test('without a summary the session is kept as it is, and the next turn comes', () => {
  const goal = asked();
  const { document, notices } = foldIn(helped, goal, { type: 'SessionSummarised', problem: 'timeout' });
  expect(document.session?.id).toBe(goal.session?.id);
  expect(mainEffect(document)).toMatchObject({ kind: 'work', turn: 2, session: { resume: true } });
  expect(document.compaction).toEqual({ failures: 1 });
  expect(notices).toEqual([{ type: 'CompactionFailed', problem: 'timeout', givenUp: false }]);
});

test('a session that overflowed is summed up; where that fails, it is given up', () => {
  const goal = overflowing();
  expect(mainEffect(goal)).toMatchObject({ type: 'SummariseSession' });
  const { document } = foldIn(helped, goal, { type: 'SessionSummarised', text: ' ' });
  expect(document.session?.id).toBe(helped.uuid);
  expect(mainEffect(document)).toMatchObject({ kind: 'work', turn: 2, session: { resume: false } });
});

test('without a helper model such an agent begins a fresh session, as it did before', () => {
  const { document } = foldIn(
    context,
    runningGoal({}, { agent: 'codex' }),
    turnFailed({ kind: 'context-overflow', message: 'too long' }),
    checkpointed(2),
  );
  expect(mainEffect(document)).toMatchObject({ type: 'RunTurn', kind: 'work' });
});

test('the third failure in a row is said to be the last one', () => {
  const goal = { ...asked(), compaction: { wanted: 'pressure' as const, failures: 2 } };
  const { notices } = foldIn(helped, goal, { type: 'SessionSummarised', problem: 'no answer' });
  expect(notices).toEqual([{ type: 'CompactionFailed', problem: 'no answer', givenUp: true }]);
});

test('a stop takes the order back; the wish stays for when the goal goes on', () => {
  const { document } = foldIn(helped, asked(), { type: 'StopWished', by: alice, at: 2000 });
  expect(document).toMatchObject({ state: 'paused', effects: [], compaction: { wanted: 'asked' } });
  const { document: again } = foldIn(
    helped,
    document,
    { type: 'ResumeWished', by: alice },
    { type: 'SlotGranted' },
  );
  expect(mainEffect(again)).toMatchObject({ type: 'SummariseSession' });
});
