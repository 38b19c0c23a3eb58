import { z } from 'zod';
import type { DiscordState } from '../../discord-state.ts';
import { noteChannel } from '../../send/places.ts';
import { onInteraction } from '../interact/on-interaction.ts';
import { respondByCall } from '../interact/respond.ts';
import { onMessage } from '../messages/on-message.ts';
import { onReaction } from '../messages/on-reaction.ts';

const ReadySchema = z.object({
  user: z.object({ id: z.string() }),
  guilds: z.array(z.object({ id: z.string() })).default([]),
});
const GuildSchema = z.object({
  id: z.string(),
  unavailable: z.boolean().optional(),
  channels: z.array(z.unknown()).default([]),
  threads: z.array(z.unknown()).default([]),
});

type Handler = (discord: DiscordState, payload: unknown) => void;

/** What the gateway tells, by its name. What people do is worked on apart; nothing here throws. */
const handlers: Readonly<Record<string, Handler>> = {
  READY: onReady,
  GUILD_CREATE: onGuild,
  GUILD_DELETE: onGuildGone,
  CHANNEL_CREATE: (discord, channel) => void noteChannel(discord, channel),
  THREAD_CREATE: (discord, thread) => void noteChannel(discord, thread),
  THREAD_UPDATE: (discord, thread) => void noteChannel(discord, thread),
  INTERACTION_CREATE: (discord, payload) =>
    void onInteraction(discord, payload, ({ interaction }) => respondByCall(discord, interaction)),
  MESSAGE_CREATE: (discord, payload) => void onMessage(discord, payload),
  MESSAGE_REACTION_ADD: (discord, payload) => void onReaction(discord, payload),
};

export function onDispatch(discord: DiscordState, name: string, payload: unknown): void {
  if (discord.phase !== 'stopping') handlers[name]?.(discord, payload);
}

function onReady(discord: DiscordState, payload: unknown): void {
  const ready = ReadySchema.safeParse(payload).data;
  if (ready === undefined) return;
  discord.self = ready.user.id;
  discord.guilds.clear();
  for (const { id } of ready.guilds) discord.guilds.add(id);
}

/** Threads that are not archived come with their guild, so that messages in them need no look-up. */
function onGuild(discord: DiscordState, payload: unknown): void {
  const guild = GuildSchema.safeParse(payload).data;
  if (guild === undefined) return;
  discord.guilds.add(guild.id);
  for (const channel of [...guild.channels, ...guild.threads]) noteChannel(discord, channel);
}

/** Unavailable is a failure of Discord's; otherwise drover was taken out of the guild. */
function onGuildGone(discord: DiscordState, payload: unknown): void {
  const guild = GuildSchema.safeParse(payload).data;
  if (guild !== undefined && guild.unavailable !== true) discord.guilds.delete(guild.id);
}
