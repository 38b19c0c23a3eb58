import type { Origin } from '../../domain/origin.ts';
import { goalOfHookKey } from '../../domain/hooks/hook.ts';
import type { GoalId } from '../../domain/ids.ts';
import type { GoalEvent } from '../../goal/events.ts';
import { redactContent } from '../../log/redact-content.ts';
import { doubtSettlesMs } from '../../policy/posting.ts';
import type { Chat, ChatFailure, OutgoingMessage, SendResult, Sent } from '../../ports/chat/chat.ts';
import type { PostDone } from '../../ports/store/goal-store.ts';
import type { OutboxRow } from '../../ports/store/outbox.ts';
import { applyEvent } from '../apply.ts';
import { loadGoal } from '../document.ts';
import type { Lane, Sender } from './sender.ts';

/** The platform's clock and ours may differ by this much, in milliseconds; a wider look-up only costs time. */
const clockSkewMs = 5 * 60 * 1000;

/** How long a post waits for a platform that is not connected before it is looked at again, in milliseconds. */
const disconnectedMs = 60_000;

/** `sent` also stands for a refusal that was recorded: the lane goes on with the next row. */
export type Outcome = { sent: true } | { sent: false; retryAfterMs?: number };

/** Sends one row and records how it ended; after doubt it looks before it sends, so that nothing is said twice. */
export async function sendRow(
  sender: Sender,
  lane: Lane,
  row: OutboxRow,
  signal: AbortSignal,
): Promise<Outcome> {
  const place = await placeOf(sender, row);
  const chat = sender.chats.get(row.post.to.platform);
  if (place === undefined) return refuse(sender, row, 'goal_gone');
  // The platform may be configured again at the next start: the post waits.
  if (chat === undefined) return { sent: false, retryAfterMs: disconnectedMs };
  const message = addressed(sender, row, place);
  if (message === undefined) return refuse(sender, row, 'no_thread');
  if (row.post.kind === 'card') return editCard(sender, lane, row, message, signal);
  return sendNew(sender, lane, chat, { row, message }, signal);
}

/**
 * The destination as it is now: a goal's thread may have come into being, or moved, since the row was written. What
 * belongs to no goal goes where it says. undefined when the goal is gone.
 */
async function placeOf(sender: Sender, { post }: OutboxRow): Promise<Origin | undefined> {
  if (post.goal === undefined) return post.to;
  const loaded = await loadGoal(sender.runtime.store, post.goal);
  if (loaded === undefined) return undefined;
  return post.kind === 'root' ? withoutThread(post.to) : loaded.goal.origin;
}

/** undefined when the goal's thread, which the post is for, was never made. */
function addressed(sender: Sender, { post }: OutboxRow, to: Origin): OutgoingMessage | undefined {
  const { key, content, kind, goal } = post;
  if (goal !== undefined && kind !== 'root' && to.thread === undefined) return undefined;
  return { key, to, content: redactContent(content, sender.redact) };
}

function withoutThread(origin: Origin): Origin {
  const { thread: _thread, ...place } = origin;
  return place;
}

async function editCard(
  sender: Sender,
  lane: Lane,
  row: OutboxRow,
  message: OutgoingMessage,
  signal: AbortSignal,
): Promise<Outcome> {
  const chat = sender.chats.get(message.to.platform);
  if (chat === undefined || message.to.thread === undefined) return refuse(sender, row, 'no_thread');
  // Editing twice shows the same: nothing has to be looked up.
  return settle(sender, lane, row, await chat.edit(message.to.thread, message, signal));
}

interface NewPost {
  readonly row: OutboxRow;
  readonly message: OutgoingMessage;
}

async function sendNew(
  sender: Sender,
  lane: Lane,
  chat: Chat,
  post: NewPost,
  signal: AbortSignal,
): Promise<Outcome> {
  const { row, message } = post;
  // The list of waiting rows may have been read before the last confirmation was written.
  if ((await sender.runtime.store.outcome(row.post.key)) !== undefined) return { sent: true };
  const doubtful = lane.doubtful === row.post.key || row.order <= sender.inherited;
  if (doubtful) {
    const found = await chat.find(message, row.at - clockSkewMs, signal);
    if (!found.ok) return settle(sender, lane, row, found);
    const { messageId } = found;
    if (messageId !== undefined) return settle(sender, lane, row, { ...found, messageId });
  }
  return settle(sender, lane, row, await chat.send(message, signal));
}

async function settle(sender: Sender, lane: Lane, row: OutboxRow, result: SendResult): Promise<Outcome> {
  if (result.ok) {
    lane.doubtful = undefined;
    await recordSent(sender, row, result);
    return { sent: true };
  }
  return onFailure(sender, lane, row, result.failure);
}

async function onFailure(sender: Sender, lane: Lane, row: OutboxRow, failure: ChatFailure): Promise<Outcome> {
  const { logger } = sender.runtime;
  switch (failure.kind) {
    case 'refused':
      return refuse(sender, row, failure.code, failure.hint);
    case 'rate-limited':
      logger.warn({ post: row.post.key, ...failure }, 'the platform asks to wait');
      return { sent: false, retryAfterMs: failure.retryAfterMs };
    case 'doubtful':
      logger.warn(
        { post: row.post.key, ...failure },
        'a post may or may not have arrived; looking before sending again',
      );
      lane.doubtful = row.post.key;
      return { sent: false, retryAfterMs: doubtSettlesMs };
    case 'transient':
      logger.warn({ post: row.post.key, ...failure }, 'a post could not be sent; trying again');
      return { sent: false };
  }
}

async function recordSent(sender: Sender, row: OutboxRow, { messageId, channel }: Sent): Promise<void> {
  const postsDone: PostDone[] = [{ key: row.post.key, revision: row.revision, result: { messageId } }];
  const opened = openedBy(row);
  if (opened === undefined) {
    await sender.runtime.store.commit({ postsDone });
    return;
  }
  const posted = { type: 'RootPosted' as const, messageId, ...(channel === undefined ? {} : { channel }) };
  const applied = await applyEvent(sender.runtime, opened, () => posted, { postsDone });
  // The goal was taken out of the store while its card was under way: there is nothing left to write.
  if (applied.is === 'nothing') await sender.runtime.store.commit({ postsDone });
}

/** The goal whose thread the post opens. */
const openedBy = ({ post }: OutboxRow): GoalId | undefined => (post.kind === 'root' ? post.goal : undefined);

/** The row will never be sent. A refused root card looks for another place; a goal is told what its hook could not say. */
async function refuse(sender: Sender, row: OutboxRow, code: string, hint?: string): Promise<Outcome> {
  const postsDone: PostDone[] = [{ key: row.post.key, revision: row.revision, result: { refused: code } }];
  sender.runtime.logger.warn({ post: row.post.key, code }, 'a post was refused for good');
  const told = toldOf(row, code, hint);
  const applied = told && (await applyEvent(sender.runtime, told.goal, () => told.event, { postsDone }));
  if (applied === undefined || applied.is === 'nothing') await sender.runtime.store.commit({ postsDone });
  return { sent: true };
}

interface Told {
  readonly goal: GoalId;
  readonly event: GoalEvent;
}

/** Whom a refusal concerns; undefined where it is only recorded. */
function toldOf(row: OutboxRow, code: string, hint: string | undefined): Told | undefined {
  const { key } = row.post;
  const opened = openedBy(row);
  if (opened !== undefined)
    return {
      goal: opened,
      event: { type: 'RootRefused', code, ...(hint === undefined ? {} : { hint }) },
    };
  const goal = goalOfHookKey(key);
  return goal === undefined ? undefined : { goal, event: { type: 'HookRefused', key, code } };
}
