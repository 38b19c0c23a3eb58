import { Routes } from 'discord.js';
import { z } from 'zod';
import type { Origin } from '../../../../src/domain/origin.ts';
import { callDiscord, IdSchema, type CallResult } from '../call-discord.ts';
import { remember, type DiscordState, type KnownChannel } from '../discord-state.ts';

/** Types of channels that are threads. Source: https://discord.com/developers/docs/resources/channel#channel-object-channel-types */
const threadTypes: readonly number[] = [10, 11, 12];

const ChannelSchema = z.object({ id: z.string(), type: z.number(), parent_id: z.string().nullish() });

/** The channel that messages go to: the thread, the direct messages behind `@<user id>`, or the channel itself. */
export async function targetOf(
  discord: DiscordState,
  to: Origin,
  signal: AbortSignal,
): Promise<CallResult<string>> {
  // Direct messages have no threads: what belongs to a goal there stands one after the other.
  if (to.channel.startsWith('@')) return await openDirect(discord, to.channel.slice(1), signal);
  return { ok: true, value: to.thread ?? to.channel };
}

/**
 * Where a message of drover's stands. A thread made from a message bears that message's id, and the message itself stays in
 * the channel. Source: https://discord.com/developers/docs/resources/channel#start-thread-from-message
 */
export const homeOf = async (
  discord: DiscordState,
  messageId: string,
  to: Origin,
  signal: AbortSignal,
): Promise<CallResult<string>> => {
  const { thread, ...place } = to;
  return await targetOf(discord, messageId === thread ? place : to, signal);
};

/** Opening what is open already answers the same channel. */
async function openDirect(
  discord: DiscordState,
  user: string,
  signal: AbortSignal,
): Promise<CallResult<string>> {
  const known = discord.directs.get(user);
  if (known !== undefined) return { ok: true, value: known };
  const body = { recipient_id: user };
  const opened = await callDiscord(
    discord,
    IdSchema,
    (rest, within) => rest.post(Routes.userChannels(), { body, signal: within }),
    signal,
  );
  if (!opened.ok) return opened;
  remember(discord.directs, user, opened.value.id);
  return { ok: true, value: opened.value.id };
}

/** What is known of a channel; Discord is asked the first time. */
export async function knowChannel(
  discord: DiscordState,
  id: string,
  signal: AbortSignal,
): Promise<CallResult<KnownChannel>> {
  const known = discord.channels.get(id);
  if (known !== undefined) return { ok: true, value: known };
  const asked = await callDiscord(
    discord,
    ChannelSchema,
    (rest, within) => rest.get(Routes.channel(id), { signal: within }),
    signal,
  );
  return asked.ok ? { ok: true, value: noteChannel(discord, asked.value) } : asked;
}

/** Remembers what Discord said of a channel. */
export function noteChannel(discord: DiscordState, channel: unknown): KnownChannel {
  const parsed = ChannelSchema.safeParse(channel);
  if (!parsed.success) return {};
  const { id, type, parent_id: parent } = parsed.data;
  const known = threadTypes.includes(type) && typeof parent === 'string' ? { parent } : {};
  remember(discord.channels, id, known, 20_000);
  return known;
}

/** The place of a channel, which may be a thread. */
export const placeIn = (workspace: string, id: string, { parent }: KnownChannel): Origin => ({
  platform: 'discord',
  workspace,
  ...(parent === undefined ? { channel: id } : { channel: parent, thread: id }),
});
