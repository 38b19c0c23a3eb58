import { isTerminal, type GoalState } from '../../domain/goal.ts';
import { record, type Draft } from '../draft.ts';
import type { PendingEffect } from '../effects.ts';
import { orderHooks } from './beside/order-hooks.ts';
import type { GoalDocument } from '../state.ts';

type Terminal = Extract<GoalState, 'done' | 'failed' | 'cancelled' | 'exhausted' | 'escalated'>;

/**
 * Ends the run: nothing more is ordered, messages that never reached the agent are marked so.
 * A process that still runs is told to end; the final notice follows when it reported what it cost.
 */
export function endRun(draft: Draft, state: Terminal, result: NonNullable<GoalDocument['result']>): void {
  const { goal } = draft;
  if (isTerminal(goal.state)) return;
  goal.state = state;
  goal.result = result;
  goal.endedAt = draft.context.now;
  goal.pauseWished = false;
  goal.news = [];
  for (const passing of ['waiting', 'sleep', 'emptyPurse', 'progress', 'restart'] as const)
    delete goal[passing];
  delete goal.compaction.wanted;
  loseMessages(draft);
  goal.effects = goal.effects.flatMap(whatStays);
  announceEnd(draft);
}

/** A process that runs is ended and reports; what is done beside the loop outlives it, but for the baseline. */
function whatStays(effect: PendingEffect): PendingEffect[] {
  if (effect.type === 'RunTurn')
    return effect.started === undefined ? [] : [{ ...effect, abort: 'cancelled' }];
  const outlives =
    effect.type === 'SummariseTurn' || effect.type === 'ExtractMemory' || effect.type === 'RunHook';
  return outlives ? [effect] : [];
}

/** Each message comes to one of two ends, and each end is a fact. */
function loseMessages(draft: Draft): void {
  for (const message of draft.goal.messages) {
    if (message.state !== 'queued' && message.state !== 'delivered') continue;
    message.state = 'undelivered';
    record(draft, 'message.receipt', { receipt: message.receipt, state: 'undelivered' });
  }
}

/**
 * The last facts, the final notice and the last hooks of a run, as soon as its process has ended and its summary is
 * there. Called whenever one of these may be so.
 */
export function announceEnd(draft: Draft): void {
  const { goal } = draft;
  if (goal.effects.some(({ type }) => type === 'RunTurn' || type === 'SummariseTurn')) return;
  record(draft, 'goal.completed', {
    state: goal.state,
    reason: goal.result?.reason,
    verified: goal.verified,
    sha: goal.sha,
    delivery: goal.delivery.state,
    turns: goal.turn,
    usage: goal.usage,
  });
  draft.notices.push({ type: 'RunEnded' });
  if (goal.state === 'done' || goal.state === 'cancelled') orderHooks(draft, goal.state);
  else orderHooks(draft, 'failed');
}
