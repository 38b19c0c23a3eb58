import { record, type Draft } from '../../draft.ts';
import type { TurnFinished } from '../../events.ts';

/**
 * A turn that ran to its end has read its messages: they are acknowledged, whether or not it named their receipts.
 * After a turn that broke nobody knows, so they go back to the queue: the receipt id tells the agent that it is the same one.
 */
export function settleMessages(draft: Draft, event: TurnFinished): void {
  const { goal } = draft;
  for (const message of goal.messages) {
    if (message.state !== 'delivered') continue;
    message.state = event.outcome === 'finished' ? 'acknowledged' : 'queued';
    if (message.state === 'queued') delete message.turn;
    const named = event.text.includes(message.receipt);
    record(draft, 'message.receipt', { receipt: message.receipt, state: message.state, named });
  }
}
