import type { types } from '@slack/bolt';
import type { ChatFailure, OutgoingMessage, SendResult, Sent } from '../../../../src/ports/chat/chat.ts';
import { callSlack, openDirect } from '../call-slack.ts';
import { renderSlack, type SlackMessage, type Uploads } from '../render.ts';
import type { SlackState } from '../slack-state.ts';
import { uploadContent } from './upload-content.ts';

/** Under this type the key of a post travels as message metadata; other apps and all members can read it. */
export const metadataType = 'drover_post';

/** Posts a new message: pictures and files are brought first, so that the message is one call and has one key. */
export async function sendMessage(
  slack: SlackState,
  message: OutgoingMessage,
  signal: AbortSignal,
): Promise<SendResult> {
  const place = await openDirect(slack, message.to.channel, signal);
  if (!place.ok) return { ok: false, failure: unsent(place.failure) };
  return await withWordsInstead(slack, message, signal, (shown) =>
    post(slack, message, place.value, shown, signal),
  );
}

async function post(
  slack: SlackState,
  { key, to }: OutgoingMessage,
  channel: string,
  shown: SlackMessage,
  signal: AbortSignal,
): Promise<SendResult> {
  const wanted = {
    channel,
    ...(to.thread === undefined ? {} : { thread_ts: to.thread }),
    ...shown,
    metadata: metadataOf(key),
    unfurl_links: false,
    unfurl_media: false,
  };
  // eslint-disable-next-line unicorn/require-post-message-target-origin -- Slack's method, not the window's
  const posted = await callSlack(slack, signal, (client) => client.chat.postMessage(wanted));
  if (!posted.ok) return { ok: false, failure: posted.failure };
  if (posted.value.ts === undefined)
    return { ok: false, failure: { kind: 'doubtful', message: 'Slack did not say where the message is.' } };
  return { ok: true, ...sentTo(posted.value.ts, channel, to.channel) };
}

/**
 * Shows the message with its pictures; when Slack refuses the layout, nothing was shown, and the same goes out in words.
 * Slack refuses pictures for reasons of its own, and what is said must not be lost with them.
 */
export async function withWordsInstead(
  slack: SlackState,
  message: OutgoingMessage,
  signal: AbortSignal,
  show: (shown: SlackMessage) => Promise<SendResult>,
): Promise<SendResult> {
  const uploads = await uploadContent(slack, message.content, signal);
  const result = await show(renderSlack(message.content, uploads));
  if (result.ok || !isRefusedPicture(result.failure, uploads)) return result;
  slack.logger.warn({ post: message.key }, 'Slack refused a message with a picture; it is told in words');
  return await show(renderSlack(message.content, withoutPictures(uploads)));
}

const isRefusedPicture = (failure: ChatFailure, uploads: Uploads): boolean =>
  failure.kind === 'refused' &&
  failure.code === 'invalid_blocks' &&
  [...uploads.values()].some((one) => one.is === 'picture');

const withoutPictures = (uploads: Uploads): Uploads =>
  new Map([...uploads].filter(([, one]) => one.is !== 'picture'));

/** What was sent, with its channel when that is not the one that was named. */
export const sentTo = (messageId: string, channel: string, named: string): Sent =>
  channel === named ? { messageId } : { messageId, channel };

/** Nothing was posted yet when the channel could not be found out, whatever became of that call. */
export const unsent = (failure: ChatFailure): ChatFailure =>
  failure.kind === 'doubtful' ? { kind: 'transient', message: failure.message } : failure;

const metadataOf = (key: string): types.MessageMetadata => ({
  event_type: metadataType,
  event_payload: { key },
});
