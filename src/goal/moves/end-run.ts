import { isTerminal, type GoalState } from '../../domain/goal.ts';
import { record, type Draft } from '../draft.ts';
import type { PendingEffect } from '../effects.ts';
import { orderHooks } from './beside/order-hooks.ts';
import type { GoalDocument } from '../state.ts';
import { withdrawQuestions } from './question/questions.ts';

type Terminal = Extract<GoalState, 'done' | 'failed' | 'cancelled' | 'exhausted' | 'escalated'>;

/**
 * Ends the run: nothing more is ordered, messages that never reached the agent are marked so,
 * and so are questions that nobody answered.
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
  withdrawQuestions(draft);
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
  if (draft.goal.effects.some(({ type }) => type === 'RunTurn' || type === 'SummariseTurn')) return;
  sayFarewell(draft);
}

/** A new run begins: nobody waits any more for the summary of the old one’s last turn. */
export function announceEndNow(draft: Draft): void {
  const { goal } = draft;
  if (goal.effects.some(({ type }) => type === 'SummariseTurn')) sayFarewell(draft, structuredClone(goal));
}

/** @param of the goal as it ended, where it is another by the time that this is said */
function sayFarewell(draft: Draft, of?: GoalDocument): void {
  const { goal } = draft;
  const { state, verified, sha, delivery, turn: turns, usage } = goal;
  const facts = { state, reason: goal.result?.reason, verified, sha, delivery: delivery.state, turns, usage };
  record(draft, 'goal.completed', facts, of?.run);
  draft.notices.push(of === undefined ? { type: 'RunEnded' } : { type: 'RunEnded', of });
  if (state === 'done' || state === 'cancelled') orderHooks(draft, state);
  else orderHooks(draft, 'failed');
}
