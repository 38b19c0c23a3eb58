import { expect, test } from 'vitest';
import { openDraft } from '../../../../src/goal/draft.ts';
import { stopWaiting, waitForAgent, waitForPermission } from '../../../../src/goal/moves/wait.ts';
import type { GoalDocument } from '../../../../src/goal/state.ts';
import {
  alice,
  context,
  fold,
  foldIn,
  ready,
  runningGoal,
  sampleGoal,
  turnFailed,
} from '../../../support/core/sample-goal.ts';

test('every wait has a deadline, and words for what happens then', () => {
  const draft = openDraft(runningGoal(), context);
  waitForAgent(draft, { until: 7000, why: 'slow down' });
  expect(draft.goal).toMatchObject({
    state: 'waiting',
    waiting: { deadline: 7000, atDeadline: 'the turn is tried again' },
  });
  stopWaiting(draft);
  expect(draft.goal.state).toBe('queued');
  expect(draft.goal.waiting).toBeUndefined();
});

test('what the agent may not do becomes a request that a person can decide; nobody answering, a person must look', () => {
  const draft = openDraft(runningGoal(), context);
  waitForPermission(draft, 'rm -rf /');
  expect(draft.goal.waiting?.request).toMatch(/^R-[0-9A-HJKMNP-TV-Z]{6}$/);
  const blocked = fold(
    runningGoal(),
    turnFailed({ kind: 'permission-blocked', message: 'rm -rf /' }),
  ).document;
  expect(blocked.turn).toBe(1);
  expect(blocked.sameTurn).toBe(true);
  const late = { ...context, now: context.now + context.rules.questionWaitMs };
  const { document } = foldIn(late, blocked, { type: 'WakeDue' });
  expect(document).toMatchObject({
    state: 'escalated',
    result: { reason: 'nobody answered in time: rm -rf /' },
  });
});

const empty = (key: string, now: number) => ({
  ...context,
  now,
  emptyPurse: { key, leftUsd: 0, limitUsd: 1 },
});

test('the longest wait for money is one, whichever purses are empty in turn; a pause ends it', () => {
  const { budgetWaitMs } = context.rules;
  const waits = (goal: GoalDocument, key: string, now: number) =>
    foldIn(empty(key, now), goal, { type: 'WakeDue' }, { type: 'SlotGranted' }).document;
  const begun = foldIn(empty('global/total', 1000), sampleGoal(), ...ready).document;
  expect(begun.waiting).toMatchObject({ purse: 'global/total' });
  const other = waits(begun, 'user/slack:U1', budgetWaitMs);
  expect(other.waiting).toMatchObject({ purse: 'user/slack:U1', deadline: 1000 + budgetWaitMs });
  expect(waits(other, 'global/total', 1000 + budgetWaitMs).state).toBe('exhausted');
  const paused = fold(other, { type: 'PauseWished', by: alice }).document;
  const later = 3 * budgetWaitMs;
  const resumed = foldIn(
    empty('global/total', later),
    paused,
    { type: 'ResumeWished', by: alice },
    { type: 'SlotGranted' },
  ).document;
  expect(resumed).toMatchObject({ state: 'waiting', emptyPurse: { since: later } });
});
