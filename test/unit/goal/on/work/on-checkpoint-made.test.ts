import { expect, test } from 'vitest';
import {
  alice,
  context,
  fold,
  ready,
  runningGoal,
  sampleGoal,
} from '../../../../support/core/sample-goal.ts';

test('a checkpoint is kept with its time and logged, and the turn follows', () => {
  const { document, log } = fold(sampleGoal(), ...ready);
  expect(document.checkpoints).toEqual([{ number: 1, sha: 'c'.repeat(40), at: context.now }]);
  expect(log.map((entry) => entry.type)).toContain('checkpoint');
  expect(document.effects.map((effect) => effect.type)).toContain('RunTurn');
});

test('a pause wished while the worktree is saved holds before the turn, with the checkpoint kept', () => {
  const { document } = fold(
    sampleGoal(),
    ...ready.slice(0, 2),
    { type: 'PauseWished', by: alice },
    {
      type: 'CheckpointMade',
      number: 1,
      sha: 'c',
    },
  );
  expect(document).toMatchObject({ state: 'paused', next: 'turn', turn: 0 });
  expect(document.checkpoints).toHaveLength(1);
  expect(runningGoal().checkpoints).toHaveLength(1);
});
