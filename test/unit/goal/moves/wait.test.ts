import { expect, test } from 'vitest';
import { openDraft } from '../../../../src/goal/draft.ts';
import { stopWaiting, waitForAgent, waitForPermission } from '../../../../src/goal/moves/wait.ts';
import { context, foldIn, runningGoal, fold, turnFailed } from '../../../support/core/sample-goal.ts';

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
