import { isTerminal } from '../../../domain/goal.ts';
import type { Draft } from '../../draft.ts';
import { runningTurn } from '../../moves/withdraw.ts';

/** drover goes away: the card says so; what runs goes on. */
export function onDroverLeft(draft: Draft): void {
  const { goal, context } = draft;
  if (!isTerminal(goal.state)) goal.restart = { leftAt: context.now };
}

/** drover is there again. While a turn runs that began before, the card tells; else there is nothing to tell. */
export function onDroverBack(draft: Draft): void {
  const { goal, context } = draft;
  if (isTerminal(goal.state) || runningTurn(goal) === undefined) delete goal.restart;
  else goal.restart = { ...goal.restart, backAt: context.now };
}
