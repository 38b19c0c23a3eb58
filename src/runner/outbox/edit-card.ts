import type { GoalDocument } from '../../goal/state.ts';
import { freshCardWaitMs, isCardLost } from '../../policy/outbox/lost-card.ts';
import type { Chat, OutgoingMessage } from '../../ports/chat/chat.ts';
import { applyEvent } from '../apply.ts';
import type { Job, Outcome, Queue, Sender } from './sender.ts';
import { refuseRow, settleRow } from './settle-row.ts';

interface CardEdit {
  readonly chat: Chat;
  readonly goal: GoalDocument;
  readonly job: Job;
  readonly message: OutgoingMessage;
}

/** The card that takes the other's place is on its way: milliseconds until it is looked for again. */
const underWayMs = 1000;

/**
 * Shows the newest state on the goal's card: the root, or the one that took its place. A card that cannot be edited any
 * more is followed by another one in the thread, which is edited from then on.
 */
export async function editCard(
  sender: Sender,
  queue: Queue,
  { chat, goal, job, message }: CardEdit,
  signal: AbortSignal,
): Promise<Outcome> {
  if (goal.card?.refused !== undefined) return refuseRow(sender, job, goal.card.refused);
  const card = goal.card === undefined ? goal.origin.thread : goal.card.messageId;
  if (card === undefined) return { sent: false, retryAfterMs: underWayMs };
  // Editing twice shows the same: nothing has to be looked up.
  const result = await chat.edit(card, message, signal);
  return !result.ok && result.failure.kind === 'refused' && isCardLost(result.failure.code)
    ? replaceCard(sender, goal, result.failure.code)
    : settleRow(sender, queue, job, result);
}

/** The row waits on: it is sent to the fresh card, which may be older by then than what the row says. */
async function replaceCard(sender: Sender, goal: GoalDocument, code: string): Promise<Outcome> {
  const retryAfterMs = freshCardWaitMs(goal.card?.at, sender.runtime.clock.now());
  if (retryAfterMs > 0) return { sent: false, retryAfterMs };
  await applyEvent(sender.runtime, goal.id, (now) =>
    now.card?.number === goal.card?.number ? { type: 'CardLost', code } : undefined,
  );
  return { sent: false, retryAfterMs: 0 };
}
