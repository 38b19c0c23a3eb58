import { expect, test } from 'vitest';
import type { FailureKind } from '../../../../../src/domain/failure.ts';
import { fold, foldIn, impatient, runningGoal, turnFailed } from '../../../../support/core/sample-goal.ts';

const after = (kind: FailureKind, more = {}) =>
  fold(runningGoal(), turnFailed({ kind, message: 'it broke', ...more }));

const courses = (kind: FailureKind, more = {}) =>
  after(kind, more).notices.map((notice) => (notice.type === 'TurnFailed' ? notice.course : notice.type));

test('a failure is told to people with the course that is taken', () => {
  expect(courses('network')).toEqual(['resuming the session']);
  expect(courses('session-lost')).toEqual(['starting a fresh session']);
  expect(courses('agent-error')).toEqual(['going on with the next turn']);
  expect(courses('rate-limited', { retryAfterMs: 5000 })).toEqual(['trying again in 5 s']);
  expect(courses('auth')).toEqual(['RunEnded']);
});

test('a restart of drover is nobody’s failure: no notice, no streak', () => {
  const { document, notices } = after('crashed', { byRestart: true });
  expect(notices).toEqual([]);
  expect(document.streak).toEqual({ errors: 0, transient: 0, crashes: 0, denies: 0, overflows: 0 });
});

test.each<[FailureKind, object]>([
  ['network', { errors: 1, crashes: 1 }],
  ['agent-error', { errors: 1, crashes: 0 }],
  ['context-overflow', { errors: 1, overflows: 1, crashes: 0 }],
  ['overloaded', { errors: 0, transient: 1 }],
  ['max-turns', { errors: 0, crashes: 0 }],
])('%s counts as %o', (kind, streak) => {
  expect(after(kind).document.streak).toMatchObject(streak);
});

test('an end says what the adapter advised, an escalation also when nobody advised anything', () => {
  expect(after('auth', { hint: 'Log in.' }).document).toMatchObject({
    state: 'failed',
    result: { reason: 'it broke', hint: 'Log in.' },
  });
  const { document, log } = foldIn(
    impatient,
    runningGoal(),
    turnFailed({ kind: 'permission-blocked', message: 'it broke' }),
  );
  expect(document.state).toBe('escalated');
  expect(document.result?.reason).toBe('the agent needs something it may not do: it broke');
  expect(document.result?.hint).toContain('The work is kept');
  expect(log.map((entry) => entry.type)).toEqual(expect.arrayContaining(['replay', 'escalate']));
});

test('consecutive failed turns use up their guard before the next turn', () => {
  const { document } = fold(runningGoal({ errors: 1 }), turnFailed({ kind: 'agent-error', message: 'x' }));
  expect(document).toMatchObject({ state: 'waiting', waiting: { axis: 'errors' }, turn: 1 });
});
