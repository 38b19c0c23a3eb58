import { expect, test } from 'vitest';
import { fold, alice, bob, runningGoal, sampleGoal } from '../../../../support/core/sample-goal.ts';

test('resuming a goal that is not paused and not going to be changes nothing', () => {
  const goal = runningGoal();
  const step = fold(goal, { type: 'ResumeWished', by: alice });
  expect(step).toEqual({ document: goal, log: [], notices: [], rootWanted: false });
});

test('who paused is forgotten when somebody resumes', () => {
  const { document } = fold(
    sampleGoal(),
    { type: 'PauseWished', by: alice },
    { type: 'ResumeWished', by: bob },
  );
  expect(document.pausedBy).toBeUndefined();
  expect(document.state).toBe('queued');
});

test('a second cancel cannot change by whom and why it ended', () => {
  const first = fold(sampleGoal(), { type: 'CancelWished', by: alice, reason: 'mine' }).document;
  const second = fold(first, { type: 'CancelWished', by: bob, reason: 'no, mine' });
  expect(second.document).toEqual(first);
  expect(second.notices).toEqual([]);
});

test('messages have receipts of their own in the order they came, and are logged without their text', () => {
  const { document, log } = fold(
    sampleGoal(),
    { type: 'MessageGiven', by: bob, text: 'one' },
    { type: 'MessageGiven', by: alice, text: 'a secret' },
  );
  expect(document.messages.map(({ receipt, text }) => [receipt, text])).toEqual([
    ['M-1', 'one'],
    ['M-2', 'a secret'],
  ]);
  expect(JSON.stringify(log)).not.toContain('a secret');
});

test('a message to a goal that is over is not taken', () => {
  const over = fold(sampleGoal(), { type: 'CancelWished', by: alice, reason: '' }).document;
  expect(fold(over, { type: 'MessageGiven', by: bob, text: 'wait' }).document).toEqual(over);
});
