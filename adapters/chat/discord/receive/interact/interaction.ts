import { z } from 'zod';
import type { Actor } from '../../../../../src/domain/actor.ts';
import type { Origin } from '../../../../../src/domain/origin.ts';
import type { Visitor } from '../../../../../src/ports/chat/desk.ts';
import { noteChannel, placeIn } from '../../send/places.ts';
import { timeOfSnowflake } from '../../text/snowflake.ts';
import type { DiscordState } from '../../discord-state.ts';

/** Source: https://discord.com/developers/docs/interactions/receiving-and-responding#interaction-object-interaction-type */
export const interactionTypes = { ping: 1, command: 2, component: 3, autocomplete: 4, modal: 5 } as const;
/** Source: the same page, interaction callback type. */
export const responseTypes = {
  pong: 1,
  message: 4,
  deferredMessage: 5,
  deferredUpdate: 6,
  choices: 8,
  modal: 9,
} as const;

const snowflake = z.string().regex(/^\d{1,21}$/u);
const UserSchema = z.object({
  id: snowflake,
  username: z.string().optional(),
  global_name: z.string().nullish(),
  bot: z.boolean().optional(),
});

/** The same over the gateway and over HTTP. */
export const InteractionSchema = z.object({
  id: snowflake,
  type: z.number(),
  token: z.string(),
  guild_id: snowflake.nullish(),
  channel_id: snowflake.nullish(),
  channel: z.looseObject({ id: snowflake, type: z.number(), parent_id: z.string().nullish() }).nullish(),
  member: z
    .object({ user: UserSchema, roles: z.array(z.string()).default([]), nick: z.string().nullish() })
    .nullish(),
  user: UserSchema.nullish(),
  data: z.unknown().optional(),
  message: z.unknown().optional(),
});
export type Interaction = z.infer<typeof InteractionSchema>;

/** Who did it, where; undefined when Discord did not say. In direct messages there are no roles. */
export function visitorOf(discord: DiscordState, interaction: Interaction): Visitor | undefined {
  const { member, user, guild_id: guild } = interaction;
  const person = member?.user ?? user ?? undefined;
  const place = channelOf(discord, interaction);
  if (person === undefined || place === undefined) return undefined;
  return {
    actor: actorOf(person, member ?? undefined),
    place: placeIn(guild ?? 'direct', place.id, place.known),
  };
}

function channelOf(discord: DiscordState, { channel, channel_id: id }: Interaction) {
  if (channel !== undefined && channel !== null)
    return { id: channel.id, known: noteChannel(discord, channel) };
  return typeof id === 'string' ? { id, known: discord.channels.get(id) ?? {} } : undefined;
}

/** Authority comes from the id; what the person is called is a label. */
export function actorOf(
  user: z.infer<typeof UserSchema>,
  member: { readonly roles: readonly string[]; readonly nick?: string | null | undefined } | undefined,
): Actor {
  const name = member?.nick ?? user.global_name ?? user.username;
  return {
    platform: 'discord',
    user: user.id,
    ...(name === undefined ? {} : { name }),
    ...(user.bot === true ? { outsider: 'bot' as const } : {}),
    ...(member === undefined ? {} : { groups: member.roles.map((role) => `discord:@${role}`) }),
  };
}

/** Names the click, which is the same whichever way it came. */
export const deliveryOf = ({ id }: Interaction): string => `discord:interaction:${id}`;

export const timeOf = ({ id }: Interaction): number => timeOfSnowflake(id);

export interface Asked extends Visitor {
  readonly interaction: Interaction;
  readonly place: Origin;
}
