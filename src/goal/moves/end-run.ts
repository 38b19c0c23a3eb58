import { isTerminal, type GoalState } from '../../domain/goal.ts';
import { record, type Draft } from '../draft.ts';
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
  goal.effects = goal.effects.flatMap((effect) =>
    effect.type === 'RunTurn' && effect.started !== undefined
      ? [{ ...effect, abort: 'cancelled' as const }]
      : [],
  );
  if (goal.effects.length === 0) announceEnd(draft);
}

/** Each message comes to one of two ends, and each end is a fact. */
function loseMessages(draft: Draft): void {
  for (const message of draft.goal.messages) {
    if (message.state !== 'queued' && message.state !== 'delivered') continue;
    message.state = 'undelivered';
    record(draft, 'message.receipt', { receipt: message.receipt, state: 'undelivered' });
  }
}

/** The last facts and the final notice of a run; called when nothing of it runs any more. */
export function announceEnd(draft: Draft): void {
  const { goal } = draft;
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
}
