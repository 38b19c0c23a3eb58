import { expect, test } from 'vitest';
import { bob, fold, runningGoal, sampleGoal } from '../../../../support/core/sample-goal.ts';

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
