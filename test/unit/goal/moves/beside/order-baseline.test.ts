import { expect, test } from 'vitest';
import { openDraft } from '../../../../../src/goal/draft.ts';
import { orderBaseline } from '../../../../../src/goal/moves/beside/order-baseline.ts';
import type { GoalDocument } from '../../../../../src/goal/state.ts';
import {
  alice,
  bob,
  context,
  fold,
  green,
  ready,
  runningGoal,
  sampleGoal,
  startedAs,
} from '../../../../support/core/sample-goal.ts';

const baselines = (goal: GoalDocument): number => {
  const draft = openDraft(goal, context);
  orderBaseline(draft);
  return draft.goal.effects.filter(({ type }) => type === 'RunBaseline').length;
};

test('it is ordered once, when there is a worktree and something to judge by', () => {
  expect(baselines(sampleGoal())).toBe(0);
  expect(baselines(runningGoal())).toBe(1);
  expect(baselines({ ...runningGoal(), effects: [], criteria: [] })).toBe(0);
  expect(baselines({ ...runningGoal(), effects: [], baseline: [green] })).toBe(0);
});

test('a stop takes it back, and the resume orders it again', () => {
  const stopped = fold(sampleGoal(), ...ready, { type: 'StopWished', by: alice, at: 1000 }).document;
  expect(stopped.effects).toEqual([]);
  const on = fold(stopped, { type: 'ResumeWished', by: bob }, { type: 'SlotGranted' }, startedAs(1)).document;
  expect(on.effects.map(({ type }) => type).toSorted()).toEqual(['RunBaseline', 'RunTurn']);
});
