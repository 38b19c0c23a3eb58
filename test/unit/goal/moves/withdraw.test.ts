import { expect, test } from 'vitest';
import { openDraft } from '../../../../src/goal/draft.ts';
import { runningTurn, withdrawOrders } from '../../../../src/goal/moves/withdraw.ts';
import type { GoalDocument } from '../../../../src/goal/state.ts';
import { bob, context, fold, ready, runningGoal, sampleGoal } from '../../../support/core/sample-goal.ts';

function withdrawn(goal: GoalDocument): GoalDocument {
  const draft = openDraft(goal, context);
  withdrawOrders(draft);
  return draft.goal;
}

test('an agent process, and a worktree that is being returned, are not withdrawn; all else is', () => {
  expect(withdrawn(runningGoal()).effects.map(({ type }) => type)).toEqual(['RunTurn']);
  const prepared = fold(sampleGoal(), ...ready.slice(0, 2)).document;
  expect(withdrawn(prepared).effects).toEqual([]);
  const restoring = { type: 'RestoreWorkspace', to: { kind: 'base' }, id: prepared.effects[0]?.id } as never;
  expect(withdrawn({ ...prepared, effects: [restoring] }).effects).toHaveLength(1);
});

test('a turn that was only ordered leaves no trace: its number and its messages are used again', () => {
  const ordered = fold(sampleGoal(), { type: 'MessageGiven', by: bob, text: 'x' }, ...ready).document;
  expect(runningTurn(ordered)).toBeUndefined();
  const goal = withdrawn(ordered);
  expect(goal).toMatchObject({ turn: 1, attempt: 0, sameTurn: true, messages: [{ state: 'queued' }] });
});
