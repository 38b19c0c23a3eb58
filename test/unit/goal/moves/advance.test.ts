import { expect, test } from 'vitest';
import { mainEffect } from '../../../../src/goal/draft.ts';
import { advance } from '../../../../src/goal/moves/advance.ts';
import { hold } from '../../../../src/goal/moves/hold.ts';
import { openDraft } from '../../../../src/goal/draft.ts';
import type { GoalDocument } from '../../../../src/goal/state.ts';
import {
  alice,
  changed,
  context,
  fold,
  green,
  ready,
  red,
  runningGoal,
  sampleGoal,
  turnFailed,
  turnFinished,
} from '../../../support/core/sample-goal.ts';

function advanced(goal: GoalDocument) {
  const draft = openDraft(goal, context);
  advance(draft);
  return draft;
}

test('nothing is ordered for a goal that is queued, held, over, or at work already', () => {
  const running = runningGoal();
  const paused = fold(sampleGoal(), { type: 'PauseWished', by: alice }).document;
  const over = fold(sampleGoal(), { type: 'CancelWished', by: alice, reason: '' }).document;
  for (const goal of [sampleGoal(), paused, over, running]) {
    const { goal: after, log } = advanced(goal);
    expect(after).toEqual(goal);
    expect(log).toEqual([]);
  }
});

test('the checkpoint comes before the turn, and is counted from one', () => {
  const { document } = fold(sampleGoal(), ...ready.slice(0, 2));
  expect(mainEffect(document)).toMatchObject({ type: 'MakeCheckpoint', number: 1 });
  const { document: next } = fold(document, { type: 'CheckpointMade', number: 1, sha: 'c'.repeat(40) });
  expect(mainEffect(next)).toMatchObject({
    type: 'RunTurn',
    turn: 1,
    attempt: 1,
    checkpoint: 'c'.repeat(40),
  });
});

test('a pause holds before a turn, and never between the turn and what proves it', () => {
  const wished = fold(runningGoal(), { type: 'PauseWished', by: alice }, turnFinished()).document;
  expect(mainEffect(wished)?.type).toBe('CheckAcceptance');
  const passed = fold(wished, {
    type: 'ChecksFinished',
    results: [green],
    changes: changed,
    wallMs: 1,
  }).document;
  expect(mainEffect(passed)?.type).toBe('CommitWork');
  const failed = fold(wished, {
    type: 'ChecksFinished',
    results: [red],
    changes: changed,
    wallMs: 1,
  }).document;
  expect(failed.state).toBe('paused');
  expect(mainEffect(failed)).toBeUndefined();
});

test('holding takes the wish, names who wished it, and says so once', () => {
  const draft = openDraft({ ...runningGoal(), pauseWished: true, pausedBy: alice }, context);
  hold(draft);
  expect(draft.goal).toMatchObject({ state: 'paused', pauseWished: false, pausedBy: alice });
  expect(draft.log).toMatchObject([{ type: 'paused', data: { by: alice } }]);
  expect(draft.notices).toEqual([{ type: 'Paused', by: alice }]);
});

test('the turn is told how much of the working clock is left, and at least a second', () => {
  const goal = runningGoal({ wallMs: 10_000 });
  expect(mainEffect(goal)).toMatchObject({ wallLeftMs: 10_000 });
  const later = fold(
    goal,
    turnFinished(),
    { type: 'ChecksFinished', results: [red], changes: changed, wallMs: 500 },
    {
      type: 'CheckpointMade',
      number: 2,
      sha: 'e',
    },
  ).document;
  expect(mainEffect(later)).toMatchObject({ wallLeftMs: 8500 });
  expect(mainEffect(runningGoal({ wallMs: 0 }))).not.toHaveProperty('wallLeftMs');
});

test('a repeated turn costs no turn of the budget, a new one does', () => {
  const limits = { turns: 1 };
  const repeated = fold(runningGoal(limits), turnFailed({ kind: 'network', message: 'x' }), {
    type: 'CheckpointMade',
    number: 2,
    sha: 'e',
  }).document;
  expect(mainEffect(repeated)).toMatchObject({ type: 'RunTurn', turn: 1, attempt: 2 });
  const next = fold(runningGoal(limits), turnFailed({ kind: 'agent-error', message: 'x' })).document;
  expect(next).toMatchObject({ state: 'waiting', waiting: { reason: 'budget', axis: 'turns' }, turn: 1 });
});

test('a session is begun with a fresh id and kept until something calls for another', () => {
  const goal = runningGoal();
  expect(goal.session).toMatchObject({ id: context.uuid, started: false, createdAt: context.now });
  const again = fold(goal, turnFailed({ kind: 'session-lost', message: 'x' })).document;
  expect(again.session).toBeUndefined();
  expect(again.pastSessions).toMatchObject([{ id: context.uuid, why: 'x' }]);
});
