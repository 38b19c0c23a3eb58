import { isBeside, type PendingEffect, type RunTurnEffect } from '../effects.ts';
import { record, type Draft } from '../draft.ts';
import type { GoalDocument } from '../state.ts';

/** The turn whose agent process is being started or runs. */
export const runningTurn = (goal: GoalDocument): RunTurnEffect | undefined =>
  goal.effects.find(
    (effect): effect is RunTurnEffect => effect.type === 'RunTurn' && effect.started !== undefined,
  );

/**
 * Takes back every order that left no agent process behind; each is given again when the goal goes on, because `next`
 * still names it. What is done beside the loop goes on, but for the baseline. A worktree that is being returned stays ordered: half of that would be worse than all of it.
 */
export function withdrawOrders(draft: Draft): void {
  const { goal } = draft;
  for (const effect of goal.effects) if (!keeps(effect)) undo(draft, effect);
  goal.effects = goal.effects.filter(keeps);
}

const keeps = (effect: PendingEffect): boolean =>
  effect.type === 'RestoreWorkspace' ||
  (isBeside(effect) && effect.type !== 'RunBaseline') ||
  (effect.type === 'RunTurn' && effect.started !== undefined);

/** A turn that was only ordered was none: its messages wait again, and its number is used again. */
function undo(draft: Draft, effect: PendingEffect): void {
  const { goal } = draft;
  if (effect.type !== 'RunTurn' || effect.kind !== 'work') return;
  requeue(draft, effect.receipts);
  goal.sameTurn = true;
  goal.attempt -= 1;
}

function requeue(draft: Draft, receipts: readonly string[]): void {
  for (const message of draft.goal.messages) {
    if (message.state !== 'delivered' || !receipts.includes(message.receipt)) continue;
    message.state = 'queued';
    delete message.turn;
    record(draft, 'message.receipt', { receipt: message.receipt, state: 'queued' });
  }
}
