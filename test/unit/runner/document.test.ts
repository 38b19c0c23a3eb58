import { expect, test } from 'vitest';
import { indexOf, parseDocument } from '../../../src/runner/document.ts';
import {
  bob,
  fold,
  runningGoal,
  sampleGoal,
  turnFailed,
  turnFinished,
} from '../../support/core/sample-goal.ts';

test('what was stored is read as it was written', () => {
  const goal = runningGoal();
  expect(parseDocument(JSON.parse(JSON.stringify(goal)))).toEqual(goal);
});

test('a document of an unknown shape is refused with the place that is wrong, not guessed at', () => {
  expect(() => parseDocument({ ...runningGoal(), schema: 99 })).toThrow(
    expect.objectContaining({ code: 'STORE_CORRUPT', message: expect.stringContaining('schema') }),
  );
  expect(() => parseDocument(undefined)).toThrow(expect.objectContaining({ code: 'STORE_CORRUPT' }));
});

test('the index finds a goal by its thread only when it has one', () => {
  expect(indexOf(sampleGoal())).not.toHaveProperty('thread');
  const bound = fold(sampleGoal(), { type: 'RootPosted', messageId: '17.1' }).document;
  expect(indexOf(bound).thread).toBe('slack/T1/C1/17.1');
});

test('a goal that waits wants to be looked at when its wait is over', () => {
  const waiting = fold(runningGoal(), turnFailed({ kind: 'rate-limited', message: 'x', retryAfterMs: 5000 }));
  expect(indexOf(waiting.document).wakeAt).toBe(6000);
  expect(indexOf(runningGoal())).not.toHaveProperty('wakeAt');
});

test('an ended goal is over for the store only when its last process has reported', () => {
  const cancelled = fold(runningGoal(), { type: 'CancelWished', by: bob, reason: '' }).document;
  expect(indexOf(cancelled)).toMatchObject({ state: 'cancelled', terminal: false, hasWork: true });
  const settled = fold(cancelled, turnFinished()).document;
  expect(indexOf(settled)).toMatchObject({ terminal: true, hasWork: false });
});
