import { createHash } from 'node:crypto';
import { Routes } from 'discord.js';
import type { ChatFailure, OutgoingMessage, SendResult } from '../../../../src/ports/chat/chat.ts';
import { cutText, oneLine } from '../../shared/cut-text.ts';
import { anything, callDiscord, IdSchema, type CallResult } from '../call-discord.ts';
import { remember, type DiscordState } from '../discord-state.ts';
import { flags, limits } from '../render/limits.ts';
import { renderDiscord, type DiscordMessage } from '../render/render-discord.ts';
import { drawFiles } from './draw-files.ts';
import { homeOf, targetOf } from './places.ts';

/** Days after which an idle thread is archived; writing into it brings it back. */
const autoArchiveMinutes = 10_080;
/** Discord's number for a thread that was there already. */
const threadExists = 160_004;

/** Posts a message, and makes its thread when it opens one. */
export async function sendMessage(
  discord: DiscordState,
  message: OutgoingMessage,
  signal: AbortSignal,
): Promise<SendResult> {
  const target = await targetOf(discord, message.to, signal);
  if (!target.ok) return { ok: false, failure: unsent(target.failure) };
  const posted = await post(discord, target.value, message, signal);
  if (!posted.ok) return { ok: false, failure: posted.failure };
  const messageId = posted.value.id;
  remember(discord.sent, messageId, message.key);
  const isDirect = message.to.channel.startsWith('@');
  if (message.opens !== undefined && !isDirect) {
    const opened = await openThread(discord, { ...message, messageId, opens: message.opens }, signal);
    if (opened !== undefined) return { ok: false, failure: opened };
  }
  return { ok: true, messageId };
}

/** Nothing was posted yet when the channel could not be found out, whatever became of that call. */
const unsent = (failure: ChatFailure): ChatFailure =>
  failure.kind === 'doubtful' ? { kind: 'transient', message: failure.message } : failure;

/** For some minutes Discord answers the first message again when its nonce comes once more. */
async function post(
  discord: DiscordState,
  channel: string,
  message: OutgoingMessage,
  signal: AbortSignal,
): Promise<CallResult<{ id: string }>> {
  const standing = discord.threadless.get(message.key);
  if (standing !== undefined) return { ok: true, value: { id: standing } };
  const rendered = renderDiscord(message.content, { whole: true });
  const { files, attachments } = await drawFiles(discord, rendered.files);
  const body = {
    ...bodyOf(rendered),
    flags: flags.suppressEmbeds,
    nonce: nonceOf(message.key),
    enforce_nonce: true,
    ...(attachments.length === 0 ? {} : { attachments }),
  };
  return await callDiscord(
    discord,
    IdSchema,
    (rest, within) => rest.post(Routes.channelMessages(channel), { body, files, signal: within }),
    signal,
  );
}

/** What every message says about itself: nobody is notified but those whom drover asks something. */
export const bodyOf = ({ content, components, pings }: DiscordMessage) => ({
  content,
  components,
  allowed_mentions: { parse: [], users: [...pings], replied_user: false },
});

/** At most 25 characters. Source: https://discord.com/developers/docs/resources/message#create-message */
export const nonceOf = (key: string): string =>
  createHash('sha256').update(key).digest('hex').slice(0, limits.nonce);

interface Opening {
  readonly key: string;
  readonly messageId: string;
  readonly to: OutgoingMessage['to'];
  readonly opens: string;
}

/**
 * Makes the thread of a message that stands there; one that was made already is success. Where no thread may be made the
 * message is taken back, since a goal cannot live there.
 */
export async function openThread(
  discord: DiscordState,
  { key, messageId, to, opens }: Opening,
  signal: AbortSignal,
): Promise<ChatFailure | undefined> {
  remember(discord.threadless, key, messageId);
  const body = { name: threadName(opens), auto_archive_duration: autoArchiveMinutes };
  const made = await callDiscord(
    discord,
    anything,
    (rest, within) => rest.post(Routes.threads(to.channel, messageId), { body, signal: within }),
    signal,
  );
  const settled = made.ok || made.code === threadExists;
  if (settled || made.failure.kind === 'refused') discord.threadless.delete(key);
  if (settled) {
    remember(discord.channels, messageId, { parent: to.channel }, 20_000);
    return undefined;
  }
  if (made.failure.kind === 'refused') await removeMessage(discord, messageId, to, signal);
  // Whether the thread was made shows when it is made once more; the message itself is not posted again.
  return made.failure.kind === 'doubtful'
    ? { kind: 'transient', message: made.failure.message }
    : made.failure;
}

const threadName = (text: string): string => cutText(oneLine(text), limits.threadName) || 'goal';

/** Replaces content, controls and files. An edit notifies nobody. */
export async function editMessage(
  discord: DiscordState,
  messageId: string,
  message: OutgoingMessage,
  signal: AbortSignal,
): Promise<SendResult> {
  const home = await homeOf(discord, messageId, message.to, signal);
  if (!home.ok) return { ok: false, failure: home.failure };
  const rendered = renderDiscord(message.content);
  const { files, attachments } = await drawFiles(discord, rendered.files);
  const body = { ...bodyOf({ ...rendered, pings: [] }), attachments };
  const edited = await callDiscord(
    discord,
    anything,
    (rest, within) =>
      rest.patch(Routes.channelMessage(home.value, messageId), { body, files, signal: within }),
    signal,
  );
  return edited.ok ? { ok: true, messageId } : { ok: false, failure: edited.failure };
}

/** Takes back a message of drover's own; one that is gone, or whose channel is, counts as taken back. */
export async function removeMessage(
  discord: DiscordState,
  messageId: string,
  to: OutgoingMessage['to'],
  signal: AbortSignal,
): Promise<SendResult> {
  const home = await homeOf(discord, messageId, to, signal);
  if (!home.ok) return { ok: false, failure: home.failure };
  const removed = await callDiscord(
    discord,
    anything,
    (rest, within) => rest.delete(Routes.channelMessage(home.value, messageId), { signal: within }),
    signal,
  );
  const gone = !removed.ok && (removed.code === 10_008 || removed.code === 10_003);
  return removed.ok || gone ? { ok: true, messageId } : { ok: false, failure: removed.failure };
}
