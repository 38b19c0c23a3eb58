import { isAsked } from '../../goal/moves/ladder/asks.ts';
import type { GoalDocument } from '../../goal/state.ts';
import { redactContent } from '../../log/redact-content.ts';
import type { Origin } from '../../domain/origin.ts';
import type { Chat, OutgoingMessage } from '../../ports/chat/chat.ts';
import { loadGoal } from '../document.ts';
import { editCard } from './edit-card.ts';
import type { Job, Outcome, Queue, Sender } from './sender.ts';
import { dropRow, refuseRow, settleRow } from './settle-row.ts';

/** The platform's clock and ours may differ by this much, in milliseconds; a wider look-up only costs time. */
const clockSkewMs = 5 * 60 * 1000;

/** How long a post waits for a platform that is not connected before it is looked at again, in milliseconds. */
const disconnectedMs = 60_000;

/** Sends one row and records how it ended; after doubt it looks before it sends, so that nothing is said twice. */
export async function sendRow(sender: Sender, queue: Queue, job: Job, signal: AbortSignal): Promise<Outcome> {
  const { post } = job.row;
  const owner = post.goal ?? post.rung?.goal;
  const goal = owner === undefined ? undefined : (await loadGoal(sender.runtime.store, owner))?.goal;
  if (owner !== undefined && goal === undefined) return refuseRow(sender, job, 'goal_gone');
  const chat = sender.chats.get(post.to.platform);
  // The platform may be configured again at the next start: the post waits.
  if (chat === undefined) return { sent: false, retryAfterMs: disconnectedMs };
  if (post.mark !== undefined)
    return settleRow(sender, queue, job, await chat.sign(post.mark.message, post.mark.sign, signal));
  return sendMessage(sender, queue, { chat, job, goal }, signal);
}

interface Sending {
  readonly chat: Chat;
  readonly job: Job;
  /** Whose thread it belongs to. */
  readonly goal: GoalDocument | undefined;
}

async function sendMessage(
  sender: Sender,
  queue: Queue,
  { chat, job, goal }: Sending,
  signal: AbortSignal,
): Promise<Outcome> {
  const to = placeOf(job, goal);
  if (to === undefined) return refuseRow(sender, job, 'no_thread');
  queue.place = to;
  const message = messageOf(sender, job, to, goal);
  return goal !== undefined && job.row.post.kind === 'card'
    ? editCard(sender, queue, { chat, goal, job, message }, signal)
    : sendNew(sender, queue, { chat, job, message }, signal);
}

/** There is an answer by now: nobody need be told again that one is wanted. */
async function isObsolete(sender: Sender, { row: { post } }: Job): Promise<boolean> {
  if (post.rung?.again !== true) return false;
  const loaded = await loadGoal(sender.runtime.store, post.rung.goal);
  return loaded === undefined || !isAsked(loaded.goal, post.rung.ask);
}

/**
 * The destination as it is now: a goal's thread may have come into being, or moved, since the row was written. What
 * belongs to no thread goes where it says. undefined when the goal's thread, which the post is for, was never made.
 */
function placeOf({ row: { post } }: Job, goal: GoalDocument | undefined): Origin | undefined {
  if (post.goal === undefined || goal === undefined) return post.to;
  if (post.kind === 'root') return withoutThread(post.to);
  return goal.origin.thread === undefined ? undefined : goal.origin;
}

function withoutThread(origin: Origin): Origin {
  const { thread: _thread, ...place } = origin;
  return place;
}

function messageOf(
  sender: Sender,
  { row: { post } }: Job,
  to: Origin,
  goal: GoalDocument | undefined,
): OutgoingMessage {
  const message = { key: post.key, to, content: redactContent(post.content, sender.redact) };
  if (post.kind !== 'root' || goal === undefined) return message;
  return { ...message, opens: sender.redact(`${goal.id} · ${goal.spec.title}`) };
}

interface NewPost extends Omit<Sending, 'goal'> {
  readonly message: OutgoingMessage;
}

async function sendNew(
  sender: Sender,
  queue: Queue,
  { chat, job, message }: NewPost,
  signal: AbortSignal,
): Promise<Outcome> {
  const { row } = job;
  // The list of waiting rows may have been read before the last confirmation was written.
  if ((await sender.runtime.store.outcome(row.post.key)) !== undefined) return { sent: true };
  if (queue.doubtful === row.post.key || row.order <= sender.inherited) {
    const found = await chat.find(message, row.at - clockSkewMs, signal);
    if (!found.ok) return lookedInVain(await settleRow(sender, queue, job, found));
    const { messageId } = found;
    if (messageId !== undefined) return settleRow(sender, queue, job, { ...found, messageId });
  }
  // Only what certainly was not said can be left unsaid.
  if (await isObsolete(sender, job)) return dropRow(sender, job);
  return settleRow(sender, queue, job, await chat.send(message, signal));
}

/** Looking up has limits of its own: only this thread waits for it. */
function lookedInVain(outcome: Outcome): Outcome {
  if (outcome.sent) return outcome;
  const { holds: _holds, ...waits } = outcome;
  return waits;
}
