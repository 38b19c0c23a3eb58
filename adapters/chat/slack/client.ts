import type { types } from '@slack/bolt';
import { z } from 'zod';
import type { Origin } from '../../../src/domain/origin.ts';
import type { Chat, ChatFailure, OutgoingMessage, SendResult, Sent } from '../../../src/ports/chat/chat.ts';
import { callSlack, identityOf, openDirect } from './call-slack.ts';
import { renderSlack } from './render.ts';
import type { SlackIdentity, SlackState } from './slack-state.ts';

/** Under this type the key of a post travels as message metadata; other apps and all members can read it. */
export const metadataType = 'drover_post';

/** Slack's clock may be behind ours by at most this much, in seconds, when a message is looked up. */
const skewSeconds = 120;

/** Posts to Slack. Calls do not wait for each other, so a busy channel holds back no other. */
export const slackChat = (slack: SlackState): Chat => ({
  platform: 'slack',
  send: (message, signal) => send(slack, message, signal),
  edit: (messageId, message, signal) => edit(slack, messageId, message, signal),
  find: ({ key, to }, since, signal) => find(slack, { key, to, since }, signal),
  sign: async () => ({
    ok: false,
    failure: { kind: 'refused', code: 'not_built', hint: 'Signs come with the next commits.' },
  }),
  remove: async () => ({
    ok: false,
    failure: { kind: 'refused', code: 'not_built', hint: 'Removal comes with the next commits.' },
  }),
});

async function send(slack: SlackState, message: OutgoingMessage, signal: AbortSignal): Promise<SendResult> {
  const place = await openDirect(slack, message.to.channel, signal);
  if (!place.ok) return { ok: false, failure: unsent(place.failure) };
  const post = {
    channel: place.value,
    ...(message.to.thread === undefined ? {} : { thread_ts: message.to.thread }),
    ...renderSlack(message.content),
    metadata: metadataOf(message.key),
    unfurl_links: false,
    unfurl_media: false,
  };
  // eslint-disable-next-line unicorn/require-post-message-target-origin -- Slack's method, not the window's
  const posted = await callSlack(slack, signal, (client) => client.chat.postMessage(post));
  if (!posted.ok) return { ok: false, failure: posted.failure };
  if (posted.value.ts === undefined)
    return { ok: false, failure: { kind: 'doubtful', message: 'Slack did not say where the message is.' } };
  return { ok: true, ...sentTo(posted.value.ts, place.value, message.to.channel) };
}

/** What was sent, with its channel when that is not the one that was named. */
const sentTo = (messageId: string, channel: string, named: string): Sent =>
  channel === named ? { messageId } : { messageId, channel };

/** Nothing was posted yet when the channel could not be found out, whatever became of that call. */
const unsent = (failure: ChatFailure): ChatFailure =>
  failure.kind === 'doubtful' ? { kind: 'transient', message: failure.message } : failure;

/**
 * Blocks go along each time, because chat.update removes them otherwise. Metadata does not: what is absent is kept,
 * so the message can still be found under the key it was posted with.
 */
async function edit(
  slack: SlackState,
  messageId: string,
  message: OutgoingMessage,
  signal: AbortSignal,
): Promise<SendResult> {
  const updated = await callSlack(slack, signal, (client) =>
    client.chat.update({ channel: message.to.channel, ts: messageId, ...renderSlack(message.content) }),
  );
  return updated.ok ? { ok: true, messageId } : { ok: false, failure: updated.failure };
}

type FindResult = Awaited<ReturnType<Chat['find']>>;
interface Wanted {
  readonly key: string;
  readonly to: Origin;
  readonly since: number;
}

async function find(slack: SlackState, wanted: Wanted, signal: AbortSignal): Promise<FindResult> {
  const identity = await identityOf(slack, signal);
  if (!identity.ok) return { ok: false, failure: identity.failure };
  const place = await openDirect(slack, wanted.to.channel, signal);
  if (!place.ok) return { ok: false, failure: place.failure };
  const there = { ...wanted, to: { ...wanted.to, channel: place.value } };
  let cursor: string | undefined;
  do {
    const page = await callSlack(slack, signal, (client) => {
      const range = rangeOf(there, cursor);
      return there.to.thread === undefined
        ? client.conversations.history(range)
        : client.conversations.replies({ ...range, ts: there.to.thread });
    });
    if (!page.ok) return { ok: false, failure: page.failure };
    const messageId = keyedMessage(page.value.messages ?? [], wanted.key, identity.value);
    if (messageId !== undefined) return { ok: true, ...sentTo(messageId, place.value, wanted.to.channel) };
    cursor = page.value.response_metadata?.next_cursor;
  } while (cursor !== undefined && cursor !== '');
  return { ok: true };
}

function rangeOf(wanted: Wanted, cursor: string | undefined) {
  const oldest = Math.max(0, Math.floor(wanted.since / 1000) - skewSeconds);
  return {
    channel: wanted.to.channel,
    oldest: `${oldest}.000000`,
    inclusive: true,
    include_all_metadata: true,
    limit: 200,
    ...(cursor === undefined ? {} : { cursor }),
  };
}

const KeyedSchema = z.object({
  ts: z.string(),
  user: z.string().optional(),
  bot_id: z.string().optional(),
  metadata: z.object({ event_type: z.literal(metadataType), event_payload: z.object({ key: z.string() }) }),
});

/** Everybody can read the key, so only drover's own message counts. */
function keyedMessage(messages: readonly unknown[], key: string, self: SlackIdentity): string | undefined {
  for (const message of messages) {
    const parsed = KeyedSchema.safeParse(message);
    if (!parsed.success || parsed.data.metadata.event_payload.key !== key) continue;
    if (parsed.data.user === self.user || (self.bot !== undefined && parsed.data.bot_id === self.bot))
      return parsed.data.ts;
  }
  return undefined;
}

const metadataOf = (key: string): types.MessageMetadata => ({
  event_type: metadataType,
  event_payload: { key },
});
