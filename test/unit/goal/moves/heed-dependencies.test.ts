import { expect, test } from 'vitest';
import { goalIdOf } from '../../../../src/domain/ids.ts';
import type { GoalSpec } from '../../../../src/domain/goal.ts';
import type { GoalEvent } from '../../../../src/goal/events.ts';
import { requestGoal } from '../../../../src/goal/request-goal.ts';
import type { GoalDocument } from '../../../../src/goal/state.ts';
import { indexOf } from '../../../../src/runner/document.ts';
import { alice, context, fold, foldIn, sampleSpec } from '../../../support/core/sample-goal.ts';

const [one, two] = [goalIdOf(1), goalIdOf(2)];

const dependent = (more: Partial<GoalSpec> = {}): GoalDocument =>
  requestGoal(goalIdOf(9), sampleSpec({}, { after: [one, two], ...more }), {
    now: 1000,
    uuid: context.uuid,
    dependencyWaitMs: 5000,
  });
const ended = (goal: typeof one, state: 'done' | 'failed' | 'purged' = 'done'): GoalEvent => ({
  type: 'DependencyEnded',
  goal,
  state,
});

test('a goal after others waits for them without a slot, and begins when the last is done', () => {
  expect(dependent()).toMatchObject({
    state: 'waiting',
    waiting: { reason: 'dependency', note: 'G-1, G-2 to be done', deadline: 6000 },
  });
  const half = fold(dependent(), ended(one)).document;
  expect(half).toMatchObject({ state: 'waiting', waiting: { note: 'G-2 to be done (G-1 is done)' } });
  const whole = fold(half, ended(two)).document;
  expect(whole.state).toBe('queued');
  expect(whole.waiting).toBeUndefined();
});

test('when one before it fails the goal is cancelled, and people are told which', () => {
  const { document, notices } = fold(dependent(), ended(one, 'failed'));
  expect(document).toMatchObject({
    state: 'cancelled',
    result: { reason: 'G-1, which it was to come after, ended as failed' },
  });
  expect(notices).toMatchObject([
    { type: 'DependencyFailed', goal: 'G-1', state: 'failed' },
    { type: 'RunEnded' },
  ]);
});

test('nothing may be built on what was purged: nobody knows how it ended', () => {
  expect(fold(dependent(), ended(one, 'purged')).document.state).toBe('cancelled');
});

test('told to begin all the same, it begins when all have ended, however', () => {
  const goal = dependent({ afterFailed: 'run' });
  expect(fold(goal, ended(one, 'failed')).document.state).toBe('waiting');
  expect(fold(goal, ended(one, 'failed'), ended(two, 'purged')).document.state).toBe('queued');
});

test('a new run of one before it is waited for, as long as the goal has not begun', () => {
  const reopened: GoalEvent = { type: 'DependencyReopened', goal: one };
  const queued = fold(dependent(), ended(one), ended(two)).document;
  const { document, notices } = fold(queued, reopened);
  expect(document).toMatchObject({ state: 'waiting', waiting: { note: 'G-1 to be done (G-2 is done)' } });
  expect(notices).toMatchObject([{ type: 'WaitsForGoals' }]);
  expect(fold(document, ended(one, 'failed')).document.state).toBe('cancelled');
  const begun = fold(queued, { type: 'SlotGranted' }, reopened).document;
  expect(begun.state).toBe('preparing');
  expect(begun.dependencies[0]?.state).toBe('done');
});

test('a pause and a resume do not get past the goals before it', () => {
  const paused = fold(dependent(), { type: 'PauseWished', by: alice }).document;
  expect(paused.state).toBe('paused');
  expect(indexOf(paused).after).toHaveLength(2);
  const resumed = fold(paused, { type: 'ResumeWished', by: alice }).document;
  expect(resumed).toMatchObject({ state: 'waiting', waiting: { reason: 'dependency' } });
  const later = fold(paused, ended(one), ended(two)).document;
  expect(later.state).toBe('paused');
  expect(fold(later, { type: 'ResumeWished', by: alice }).document.state).toBe('queued');
});

test('a new run begins at a person’s word, whatever the others do', () => {
  const cancelled = fold(dependent(), ended(one, 'failed')).document;
  const retried = fold(cancelled, { type: 'RetryWished', by: alice, text: '' }).document;
  expect(retried.state).toBe('queued');
  expect(indexOf(retried).after).toBeUndefined();
});

test('at the deadline a person has to look', () => {
  const { document } = foldIn({ ...context, now: 6000 }, dependent(), { type: 'WakeDue' });
  expect(document).toMatchObject({
    state: 'escalated',
    result: { reason: 'it waited too long for G-1, G-2 to be done' },
  });
});

test('goals that had ended when it was asked for are not waited for', () => {
  const facts = { now: 1000, uuid: context.uuid, dependencyWaitMs: 5000 };
  const spec = sampleSpec({}, { after: [one, two] });
  const half = requestGoal(goalIdOf(9), spec, { ...facts, ended: new Map([[one, 'done']]) });
  expect(half.waiting?.note).toBe('G-2 to be done (G-1 is done)');
  const all = new Map([
    [one, 'done' as const],
    [two, 'done' as const],
  ]);
  expect(requestGoal(goalIdOf(9), spec, { ...facts, ended: all })).toMatchObject({ state: 'queued' });
});

test('the index names the goals before it until it begins', () => {
  const half = fold(dependent(), ended(one)).document;
  expect(indexOf(half).after).toEqual([
    { goal: 'G-1', ended: true },
    { goal: 'G-2', ended: false },
  ]);
  const begun = fold(half, ended(two), { type: 'SlotGranted' }).document;
  expect(indexOf(begun).after).toBeUndefined();
});
