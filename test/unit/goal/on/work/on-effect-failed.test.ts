import { expect, test } from 'vitest';
import { mainEffect } from '../../../../../src/goal/draft.ts';
import {
  bob,
  fold,
  ready,
  runningGoal,
  sampleGoal,
  turnFinished,
} from '../../../../support/core/sample-goal.ts';

const failed = { type: 'EffectFailed', code: 'GIT_FAILED', message: 'git said no', hint: 'Look.' } as const;

test('an order that cannot be carried out ends the run with code, reason and hint', () => {
  const { document, log } = fold(sampleGoal(), { type: 'SlotGranted' }, failed);
  expect(document).toMatchObject({
    state: 'failed',
    result: { reason: 'git said no', hint: 'Look.', code: 'GIT_FAILED' },
  });
  expect(log).toMatchObject([
    { type: 'decision', data: { what: 'PrepareWorkspace failed', code: 'GIT_FAILED' } },
    { type: 'goal.completed' },
  ]);
});

test('a cancelled run whose last process cannot be settled is announced all the same, and stays cancelled', () => {
  const cancelled = fold(runningGoal(), { type: 'CancelWished', by: bob, reason: '' }).document;
  const { document, notices, log } = fold(cancelled, failed);
  expect(document).toMatchObject({ state: 'cancelled', effects: [], result: { reason: 'cancelled' } });
  expect(notices).toEqual([{ type: 'RunEnded' }]);
  expect(log.at(-1)).toMatchObject({ type: 'goal.completed', data: { state: 'cancelled' } });
});

const gone = { ...failed, code: 'WORKSPACE_GONE', message: 'the worktree is gone' } as const;

test('a worktree that is gone before a turn is made again, and the turn follows', () => {
  const waiting = fold(sampleGoal(), ...ready.slice(0, 2)).document;
  expect(mainEffect(waiting)?.type).toBe('MakeCheckpoint');
  const { document, notices } = fold(waiting, gone);
  expect(document).toMatchObject({ state: 'running', evicted: { at: 1000 } });
  expect(mainEffect(document)?.type).toBe('PrepareWorkspace');
  expect(notices).toEqual([]);
  const again = fold(document, ...ready.slice(1, 3)).document;
  expect(again.evicted).toBeUndefined();
  expect(mainEffect(again)?.type).toBe('RunTurn');
});

test('a worktree that went with the agent’s work ends the run, and is made again when the goal goes on', () => {
  const evaluating = fold(runningGoal(), turnFinished()).document;
  const { document } = fold(evaluating, gone);
  expect(document).toMatchObject({ state: 'failed', result: { code: 'WORKSPACE_GONE' } });
  const onward = fold(
    document,
    { type: 'ContinueWished', by: bob, text: '' },
    { type: 'SlotGranted' },
  ).document;
  expect(mainEffect(onward)?.type).toBe('PrepareWorkspace');
});
