import { isTerminal } from '../../../domain/goal.ts';
import type { Draft } from '../../draft.ts';
import type { EventOf } from '../../events.ts';
import { hold } from '../../moves/hold.ts';
import { runningTurn, withdrawOrders } from '../../moves/withdraw.ts';

/** The platform's clock and ours may differ by this much, in milliseconds. */
export const clockSkewMs = 2000;

/**
 * Ends the turn that ran when the stop was typed, and parks the goal: at once where no agent runs. A stop that arrives
 * late hits no newer turn; the goal pauses before the next one.
 */
export function onStopWished(draft: Draft, event: EventOf<'StopWished'>): void {
  const { goal } = draft;
  if (isTerminal(goal.state)) return;
  const turn = runningTurn(goal);
  if (goal.state === 'paused' && turn === undefined) return;
  goal.pausedBy = event.by;
  if (turn !== undefined && (turn.started?.at ?? 0) > event.at + clockSkewMs) {
    goal.pauseWished = true;
    return;
  }
  withdrawOrders(draft);
  if (turn === undefined) hold(draft);
  else turn.abort = 'stopped';
}
