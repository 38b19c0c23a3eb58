import { toError } from '../../../../../src/domain/errors.ts';
import type { Origin } from '../../../../../src/domain/origin.ts';
import type { InboundMessage } from '../../../../../src/domain/verb.ts';
import { track, type DiscordState } from '../../discord-state.ts';
import { knowChannel, placeIn } from '../../send/places.ts';
import { timeOfSnowflake } from '../../text/snowflake.ts';
import { actorOf } from '../interact/interaction.ts';
import { notRecorded } from '../../../shared/saying.ts';
import { answerMessage } from './answer-message.ts';
import { attachmentsOf, lineOf, readMessage, type DiscordRemark, type RemarkLine } from './read-message.ts';
import { untilTold } from './until-told.ts';

/** A message in a channel or thread. The gateway repeats nothing: what cannot be stored is said to be lost. Never rejects. */
export async function onMessage(discord: DiscordState, payload: unknown): Promise<void> {
  const { self } = discord;
  const remark = self === undefined ? undefined : readMessage(payload, self, discord.options);
  if (remark === undefined || self === undefined) return;
  const work = inTurn(discord, remark.channel_id, () => handle(discord, remark, self)).catch(
    (error: unknown) => {
      discord.logger.error({ err: toError(error) }, 'a message could not be handled');
    },
  );
  track(discord, work);
  await work;
}

/** What is written in one place is taken in the order in which it was written. */
async function inTurn({ talks }: DiscordState, channel: string, work: () => Promise<void>): Promise<void> {
  const before = talks.get(channel);
  const done = (async () => {
    await before?.catch(() => undefined);
    await work();
  })();
  talks.set(channel, done);
  try {
    await done;
  } finally {
    if (talks.get(channel) === done) talks.delete(channel);
  }
}

async function handle(discord: DiscordState, remark: DiscordRemark, self: string): Promise<void> {
  const isNamed = new RegExp(`<@!?${self}>`, 'u').test(remark.content);
  const known = await knowChannel(discord, remark.channel_id, discord.closed.signal);
  if (!known.ok && !isNamed) return discord.logger.warn({ failure: known.failure }, 'a channel is not known');
  const place = placeIn(remark.guild_id ?? 'direct', remark.channel_id, known.ok ? known.value : {});
  const line = lineOf(remark, self, place.thread !== undefined);
  if (line === undefined) return;
  await takeLine(discord, remark, place, line);
}

async function takeLine(
  discord: DiscordState,
  remark: DiscordRemark,
  place: Origin,
  line: RemarkLine,
): Promise<void> {
  try {
    const message = await untilTold(discord, () => forDrover(discord, messageOf(remark, place, line), line));
    if (message === undefined) return;
    const answer = await discord.options.intake(message);
    // In a thread that steers, what became of plain words is shown as a sign on them; strangers' talk is no matter.
    if (line.kind === 'plain' && (answer.ok || answer.code === 'ACCESS_DENIED')) return;
    await answerMessage(discord, remark, answer.content);
  } catch (error) {
    discord.logger.error({ err: toError(error), message: remark.id }, 'a message could not be stored');
    if (line.kind !== 'plain' || discord.phase !== 'stopping')
      await answerMessage(discord, remark, notRecorded);
  }
}

/** The message as drover is to take it; undefined for talk between people. */
async function forDrover(
  { options }: DiscordState,
  message: InboundMessage,
  { kind }: RemarkLine,
): Promise<InboundMessage | undefined> {
  const { place, at, request } = message;
  if (kind === 'named') return message;
  if (kind === 'verb') return ((await options.isGoalThread?.(place)) ?? true) ? message : undefined;
  const verb = await options.listens?.(place, at);
  return verb === undefined || request.form !== 'fields'
    ? undefined
    : { ...message, request: { ...request, verb } };
}

function messageOf(remark: DiscordRemark, place: Origin, line: RemarkLine): InboundMessage {
  const { id, channel_id: channel, author, member } = remark;
  const attachments = attachmentsOf(remark);
  return {
    deliveryId: `discord:${channel}:${id}`,
    at: timeOfSnowflake(id),
    actor: actorOf(author, member ?? undefined),
    place,
    request:
      line.kind === 'plain'
        ? { form: 'fields', verb: 'say', text: line.text }
        : { form: 'line', line: line.text, ...(line.kind === 'named' ? { named: true } : {}) },
    source: { platform: 'discord', workspace: place.workspace, channel, messageId: id },
    ...(attachments.length === 0 ? {} : { attachments }),
  };
}
