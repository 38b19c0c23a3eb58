import { expect, test } from 'vitest';
import {
  alice,
  context,
  fold,
  ready,
  runningGoal,
  sampleGoal,
  turnFailed,
} from '../../../../support/core/sample-goal.ts';
import { reduce } from '../../../../../src/goal/reduce.ts';

test('the first slot starts the goal, and only the first is logged as its start', () => {
  const first = fold(sampleGoal(), { type: 'SlotGranted' });
  expect(first.log).toMatchObject([{ type: 'goal.started' }]);
  const paused = fold(sampleGoal(), ...ready.slice(0, 1), { type: 'PauseWished', by: alice }).document;
  const held = fold(paused, ...ready.slice(1, 2)).document;
  expect(held.state).toBe('paused');
  const again = fold(held, { type: 'ResumeWished', by: alice }, { type: 'SlotGranted' });
  expect(again.document.state).toBe('running');
  expect(again.log.map((entry) => entry.type)).not.toContain('goal.started');
});

test('a slot granted to a goal that does not queue any more is not taken', () => {
  const goal = runningGoal();
  expect(fold(goal, { type: 'SlotGranted' }).document).toEqual(goal);
});

test('a wait ends at its deadline, not before, and the goal queues for a slot again', () => {
  const waiting = fold(
    runningGoal(),
    turnFailed({ kind: 'rate-limited', message: 'x', retryAfterMs: 5000 }),
  ).document;
  const deadline = waiting.waiting?.deadline ?? 0;
  const at = (now: number) => reduce(waiting, { type: 'WakeDue' }, { ...context, now })?.document;
  expect(at(deadline - 1)).toEqual(waiting);
  expect(at(deadline)).toMatchObject({ state: 'queued' });
  expect(at(deadline)).not.toHaveProperty('waiting');
});
