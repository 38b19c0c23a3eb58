import { expect, test } from 'vitest';
import { noUsage } from '../../../src/domain/turn.ts';
import { mainEffect } from '../../../src/goal/draft.ts';
import {
  alice,
  bob,
  changed,
  context,
  fold,
  ready,
  red,
  runningGoal,
  sampleGoal,
  started,
  startedAs,
  turnFailed,
  turnFinished,
} from '../../support/core/sample-goal.ts';

const types = (goal: { effects: readonly { type: string }[] }) => goal.effects.map((effect) => effect.type);
const checks = (results: readonly (typeof red)[], changes = changed) =>
  ({ type: 'ChecksFinished', results, changes, wallMs: 10 }) as const;

test('pause waits for the turn to end, holds before the next one, and resume queues for a slot', () => {
  const wished = fold(runningGoal(), { type: 'PauseWished', by: alice }).document;
  expect(wished).toMatchObject({ state: 'running', pauseWished: true });
  const held = fold(wished, turnFinished(), checks([red]));
  expect(held.document).toMatchObject({ state: 'paused', pauseWished: false });
  expect(types(held.document)).not.toContain('MakeCheckpoint');
  expect(held.notices.map((notice) => notice.type)).toEqual(['ChecksFailed', 'Paused']);
  const resumed = fold(held.document, { type: 'ResumeWished', by: bob }).document;
  expect(resumed.state).toBe('queued');
  expect(types(fold(resumed, { type: 'SlotGranted' }).document)).toContain('MakeCheckpoint');
});

test('pause takes effect at once while the goal is queued or waits', () => {
  expect(fold(sampleGoal(), { type: 'PauseWished', by: alice }).document.state).toBe('paused');
  const waiting = fold(runningGoal(), turnFailed({ kind: 'overloaded', message: '529' })).document;
  expect(fold(waiting, { type: 'PauseWished', by: alice }).document).toMatchObject({ state: 'paused' });
});

test('two people pausing at once pause it once', () => {
  const once = fold(runningGoal(), { type: 'PauseWished', by: alice });
  const twice = fold(once.document, { type: 'PauseWished', by: bob });
  expect(twice.document).toEqual(once.document);
  expect(twice.notices).toEqual([]);
});

test('resume before the pause took effect takes the wish back', () => {
  const { document } = fold(
    runningGoal(),
    { type: 'PauseWished', by: alice },
    { type: 'ResumeWished', by: alice },
  );
  expect(document).toMatchObject({ state: 'running', pauseWished: false });
});

test('cancel is terminal at once; what the running turn cost is booked, then the end is announced', () => {
  const cancelled = fold(runningGoal(), { type: 'CancelWished', by: bob, reason: 'not needed' });
  expect(cancelled.document).toMatchObject({ state: 'cancelled', result: { reason: 'not needed', by: bob } });
  expect(cancelled.document.effects).toMatchObject([{ type: 'RunTurn', abort: 'cancelled' }]);
  expect(cancelled.notices).toEqual([]);
  const settled = fold(cancelled.document, turnFinished({ outcome: 'aborted' }));
  expect(settled.document).toMatchObject({ state: 'cancelled', usage: { input: 100 }, effects: [] });
  expect(settled.notices).toEqual([{ type: 'RunEnded' }]);
});

test('a terminal state is never overwritten: not by a turn that still succeeds, nor by verbs', () => {
  const cancelled = fold(
    runningGoal(),
    { type: 'CancelWished', by: bob, reason: '' },
    turnFinished(),
  ).document;
  for (const event of [
    { type: 'PauseWished', by: alice },
    { type: 'ResumeWished', by: alice },
    { type: 'CancelWished', by: alice, reason: 'x' },
    { type: 'SlotGranted' },
    { type: 'WakeDue' },
  ] as const)
    expect(fold(cancelled, event).document.state).toBe('cancelled');
});

test('a message stands in the next turn and is acknowledged when that turn ends', () => {
  const said = fold(runningGoal(), { type: 'MessageGiven', by: bob, text: 'use vitest' }).document;
  expect(said.messages).toMatchObject([{ receipt: 'M-1', state: 'queued' }]);
  const delivered = fold(said, turnFinished(), checks([red]), {
    type: 'CheckpointMade',
    number: 2,
    sha: 'e',
  }).document;
  expect(mainEffect(delivered)).toMatchObject({ type: 'RunTurn', receipts: ['M-1'] });
  expect(delivered.messages).toMatchObject([{ state: 'delivered', turn: 2 }]);
  const read = fold(delivered, startedAs(2), turnFinished({ text: 'M-1: will do' })).document;
  expect(read.messages).toMatchObject([{ state: 'acknowledged', turn: 2 }]);
});

test('a message whose turn broke goes into the next prompt again', () => {
  const goal = fold(
    sampleGoal(),
    { type: 'MessageGiven', by: bob, text: 'hello' },
    ...ready,
    started,
    turnFailed({ kind: 'network', message: 'reset' }),
    { type: 'CheckpointMade', number: 2, sha: 'e' },
  ).document;
  expect(mainEffect(goal)).toMatchObject({ receipts: ['M-1'] });
});

test('a message that no turn can take is marked undelivered', () => {
  const { document } = fold(
    sampleGoal(),
    { type: 'MessageGiven', by: bob, text: 'hello' },
    { type: 'CancelWished', by: alice, reason: '' },
  );
  expect(document.messages).toMatchObject([{ state: 'undelivered' }]);
});

test('a session that the agent names while it runs survives a crash', () => {
  const { document } = fold(
    runningGoal(),
    { type: 'TurnProgressed', tools: 1, session: 'abc' },
    turnFailed({ kind: 'crashed', message: 'x' }),
    { type: 'CheckpointMade', number: 2, sha: 'e' },
  );
  expect(mainEffect(document)).toMatchObject({ session: { id: context.uuid, resume: true } });
});

test('a session’s running total is handed to the next turn, so that it is not counted twice', () => {
  const { document } = fold(
    runningGoal(),
    turnFinished({ sessionTotals: { ...noUsage, costUsd: 0.5 } }),
    checks([red]),
    {
      type: 'CheckpointMade',
      number: 2,
      sha: 'e',
    },
  );
  expect(mainEffect(document)).toMatchObject({ session: { totals: { costUsd: 0.5 } } });
});

test('a refused root card moves to a direct message with the dispatcher, once', () => {
  const refused = fold(sampleGoal(), { type: 'RootRefused', code: 'not_in_channel' });
  expect(refused.rootWanted).toBe(true);
  expect(refused.document).toMatchObject({ roots: 2, origin: { channel: 'U1' } });
  const again = fold(refused.document, { type: 'RootRefused', code: 'messages_tab_disabled' });
  expect(again.rootWanted).toBe(false);
});
