import { expect, test } from 'vitest';
import type { Criterion } from '../../../../../src/domain/acceptance.ts';
import { alice, fold, ready, sampleGoal, workspace } from '../../../../support/core/sample-goal.ts';

const types = (goal: { effects: readonly { type: string }[] }) => goal.effects.map((effect) => effect.type);
const readyWith = (criteria: readonly Criterion[]) =>
  fold(sampleGoal(), { type: 'SlotGranted' }, { type: 'WorkspaceReady', workspace, criteria }).document;

test('the worktree and the criteria are kept, and the base is named in the log', () => {
  const { document, log } = fold(sampleGoal(), ...ready.slice(0, 2));
  expect(document).toMatchObject({ workspace, state: 'running', criteria: [{ command: 'npm test' }] });
  expect(log[0]?.data).toMatchObject({ what: 'workspace ready', base: 'main', baseSha: workspace.baseSha });
});

test('without anything to run there is no baseline', () => {
  expect(types(readyWith([]))).toEqual(['MakeCheckpoint']);
  expect(types(readyWith([{ kind: 'custom', check: 'diffNonEmpty' }]))).toEqual(['MakeCheckpoint']);
});

test('a pause wished while the worktree is made holds before the checkpoint; the baseline runs on', () => {
  const { document } = fold(
    sampleGoal(),
    { type: 'SlotGranted' },
    { type: 'PauseWished', by: alice },
    ...ready.slice(1, 2),
  );
  expect(document).toMatchObject({ state: 'paused', next: 'checkpoint' });
  expect(types(document)).toEqual(['RunBaseline']);
});
