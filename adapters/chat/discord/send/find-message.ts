import { Routes } from 'discord.js';
import { z } from 'zod';
import type { Chat, WantedMessage } from '../../../../src/ports/chat/chat.ts';
import { callDiscord } from '../call-discord.ts';
import type { DiscordState } from '../discord-state.ts';
import { recogniseBot } from '../recognise-bot.ts';
import { renderDiscord } from '../render/render-discord.ts';
import { snowflakeAt } from '../text/snowflake.ts';
import { targetOf } from './places.ts';
import { nonceOf, openThread } from './send-message.ts';

type Found = Awaited<ReturnType<Chat['find']>>;

/** Discord's clock may be behind ours by at most this much, in milliseconds, when a message is looked up. */
const skewMs = 120_000;
const pageSize = 100;
/** Pages that are read at most: 10,000 messages. */
const mostPages = 100;

const MessageSchema = z.object({
  id: z.string(),
  author: z.object({ id: z.string() }),
  content: z.string(),
  nonce: z.union([z.string(), z.number()]).nullish(),
});
type Message = z.infer<typeof MessageSchema>;

/**
 * Discord keeps a message's nonce for some minutes only, so what is looked for is found by its words as well. Those of other
 * posts of this life are not it, although they may say the same.
 */
export async function findMessage(
  discord: DiscordState,
  wanted: WantedMessage,
  since: number,
  signal: AbortSignal,
): Promise<Found> {
  const self = await recogniseBot(discord, signal);
  if (!self.ok) return { ok: false, failure: self.failure };
  const target = await targetOf(discord, wanted.to, signal);
  if (!target.ok) return { ok: false, failure: target.failure };
  const isIt = matcher(discord, wanted, self.value);
  let after = snowflakeAt(since - skewMs);
  let hit: string | undefined;
  for (let pages = 0; pages < mostPages; pages += 1) {
    const page = await readPage(discord, target.value, after, signal);
    if (!page.ok) return { ok: false, failure: page.failure };
    const inOrder = page.value.toSorted((a, b) => (BigInt(a.id) < BigInt(b.id) ? -1 : 1));
    hit = inOrder.findLast(isIt)?.id ?? hit;
    after = inOrder.at(-1)?.id ?? after;
    if (page.value.length < pageSize) break;
  }
  return hit === undefined ? { ok: true } : await whole(discord, wanted, hit, signal);
}

const readPage = async (discord: DiscordState, channel: string, after: string, signal: AbortSignal) =>
  await callDiscord(
    discord,
    z.array(MessageSchema),
    (rest, within) =>
      rest.get(Routes.channelMessages(channel), {
        query: new URLSearchParams({ after, limit: String(pageSize) }),
        signal: within,
      }),
    signal,
  );

function matcher(discord: DiscordState, { key, content }: WantedMessage, self: string) {
  const nonce = nonceOf(key);
  // Discord takes space at both ends away.
  const words = content === undefined ? undefined : renderDiscord(content, { whole: true }).content.trim();
  return (message: Message): boolean => {
    if (message.author.id !== self) return false;
    const owner = discord.sent.get(message.id);
    if (owner !== undefined) return owner === key;
    if (typeof message.nonce === 'string' && message.nonce !== '') return message.nonce === nonce;
    return words !== undefined && message.content.trim() === words;
  };
}

/** A message that opens a thread is whole only with it: drover may have been killed between the two. */
async function whole(
  discord: DiscordState,
  { key, to, opens }: WantedMessage,
  messageId: string,
  signal: AbortSignal,
): Promise<Found> {
  const isWhole = opens === undefined || to.thread !== undefined || to.channel.startsWith('@');
  if (isWhole) return { ok: true, messageId };
  const missing = await openThread(discord, { key, messageId, to, opens }, signal);
  return missing === undefined ? { ok: true, messageId } : { ok: false, failure: missing };
}
