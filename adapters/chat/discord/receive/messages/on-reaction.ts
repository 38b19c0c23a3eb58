import { z } from 'zod';
import { toError } from '../../../../../src/domain/errors.ts';
import type { Origin } from '../../../../../src/domain/origin.ts';
import { track, type DiscordState } from '../../discord-state.ts';
import { knowChannel, placeIn } from '../../send/places.ts';
import { actorOf } from '../interact/interaction.ts';
import { answerMessage } from './answer-message.ts';
import { untilTold } from './until-told.ts';

/** What stops a goal's turn when it is put on a message of its thread, or on its card. */
const stopSigns: readonly string[] = ['🛑', '⏹'];

/** Source: https://discord.com/developers/docs/events/gateway-events#message-reaction-add */
const ReactionSchema = z.object({
  user_id: z.string(),
  channel_id: z.string(),
  message_id: z.string().regex(/^\d{1,21}$/u),
  guild_id: z.string().nullish(),
  member: z
    .object({
      user: z.object({
        id: z.string(),
        username: z.string().optional(),
        global_name: z.string().nullish(),
        bot: z.boolean().optional(),
      }),
      roles: z.array(z.string()).default([]),
      nick: z.string().nullish(),
    })
    .nullish(),
  emoji: z.object({ name: z.string().nullish(), id: z.string().nullish() }),
});
type Reaction = z.infer<typeof ReactionSchema>;

/** A reaction; only the sign for stop, on something of a goal, is more than a reaction. Never rejects. */
export async function onReaction(discord: DiscordState, payload: unknown): Promise<void> {
  const reaction = ReactionSchema.safeParse(payload).data;
  if (reaction === undefined || reaction.user_id === discord.self || !isStop(reaction)) return;
  const isBot = reaction.member?.user.bot === true;
  if (isBot && !(discord.options.bots ?? []).includes(reaction.user_id)) return;
  const work = stopBy(discord, reaction).catch((error: unknown) => {
    discord.logger.error({ err: toError(error) }, 'a reaction could not be handled');
  });
  track(discord, work);
  await work;
}

const isStop = ({ emoji }: Reaction): boolean =>
  (emoji.id ?? undefined) === undefined && stopSigns.includes((emoji.name ?? '').replaceAll('\uFE0F', ''));

async function stopBy(discord: DiscordState, reaction: Reaction): Promise<void> {
  const { intake, clock, isGoalThread } = discord.options;
  const { channel_id: channel, message_id: message, user_id: user, member } = reaction;
  const at = clock.now();
  const place = await placeOf(discord, reaction);
  const isOfGoal = await untilTold(discord, async () => (await isGoalThread?.(place)) ?? true);
  if (!isOfGoal) return;
  const answer = await intake({
    deliveryId: `discord:${channel}:${message}:reaction:stop:${at}:${user}`,
    at,
    actor: actorOf(member?.user ?? { id: user }, member ?? undefined),
    place,
    request: { form: 'line', line: 'stop' },
  });
  // That it was stopped is shown by the goal itself; whoever may not is not scolded before everybody.
  if (answer.ok || answer.code === 'ACCESS_DENIED') return;
  await answerMessage(discord, { id: message, channel_id: place.thread ?? channel }, answer.content);
}

/** On the card, which stands in the channel, the thread bears the card's own id. */
async function placeOf(discord: DiscordState, reaction: Reaction): Promise<Origin> {
  const known = await knowChannel(discord, reaction.channel_id, discord.closed.signal);
  const place = placeIn(reaction.guild_id ?? 'direct', reaction.channel_id, known.ok ? known.value : {});
  return place.thread === undefined ? { ...place, thread: reaction.message_id } : place;
}
