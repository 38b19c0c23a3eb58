import { expect, test } from 'vitest';
import { openDraft } from '../../../../src/goal/draft.ts';
import { endRun } from '../../../../src/goal/moves/end-run.ts';
import type { GoalDocument } from '../../../../src/goal/state.ts';
import {
  alice,
  bob,
  context,
  fold,
  ready,
  runningGoal,
  sampleGoal,
} from '../../../support/core/sample-goal.ts';

function end(goal: GoalDocument) {
  const draft = openDraft(goal, { ...context, now: 99 });
  endRun(draft, 'failed', { reason: 'x', hint: 'y' });
  return draft;
}

test('an end has its time, its reason and its hint, and is announced', () => {
  const { goal, notices, log } = end(sampleGoal());
  expect(goal).toMatchObject({ state: 'failed', endedAt: 99, result: { reason: 'x', hint: 'y' } });
  expect(notices).toEqual([{ type: 'RunEnded' }]);
  expect(log.at(-1)).toMatchObject({ type: 'goal.completed', data: { state: 'failed', reason: 'x' } });
});

test('orders that did not begin are withdrawn, the baseline too', () => {
  const prepared = fold(sampleGoal(), ...ready.slice(0, 2)).document;
  expect(prepared.effects.map((effect) => effect.type)).toEqual(['RunBaseline', 'MakeCheckpoint']);
  expect(end(prepared).goal.effects).toEqual([]);
});

test('a running process is told to end, and its end is awaited before anything is announced', () => {
  const { goal, notices } = end(runningGoal());
  expect(goal.effects).toMatchObject([{ type: 'RunTurn', abort: 'cancelled' }]);
  expect(notices).toEqual([]);
});

test('messages that did not reach the agent are marked so; those it read are not', () => {
  const goal = fold(runningGoal(), { type: 'MessageGiven', by: bob, text: 'late' }).document;
  const read = { ...goal.messages[0], receipt: 'M-0', state: 'acknowledged' } as (typeof goal.messages)[0];
  const ended = end({ ...goal, messages: [read, ...goal.messages] }).goal;
  expect(ended.messages.map((message) => message.state)).toEqual(['acknowledged', 'undelivered']);
});

test('an open wait or pause wish ends with the run', () => {
  const wished = fold(runningGoal(), { type: 'PauseWished', by: alice }).document;
  const waiting = { reason: 'rate-limit', note: 'n', deadline: 5, course: 'queue', atDeadline: 'a' } as const;
  const { goal } = end({ ...wished, waiting });
  expect(goal.pauseWished).toBe(false);
  expect(goal.waiting).toBeUndefined();
});

test('an ended run is not ended again', () => {
  const ended = end(sampleGoal()).goal;
  const draft = openDraft(ended, { ...context, now: 200 });
  endRun(draft, 'done', { reason: 'later' });
  expect(draft.goal).toEqual(ended);
  expect(draft.notices).toEqual([]);
});
