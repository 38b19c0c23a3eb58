import { Routes } from 'discord.js';
import { z } from 'zod';
import type { SourceMessage } from '../../../../src/domain/surface/attachment.ts';
import type { ReceiptSign } from '../../../../src/domain/post.ts';
import type { SendResult } from '../../../../src/ports/chat/chat.ts';
import { anything, callDiscord } from '../call-discord.ts';
import type { DiscordState } from '../discord-state.ts';

/** What became of a person's message, as a reaction. */
const receiptEmoji: Readonly<Record<ReceiptSign, string>> = {
  seen: '👀',
  delivered: '📨',
  acknowledged: '✅',
  undelivered: '⚠️',
};

const ReactionsSchema = z.object({
  reactions: z
    .array(z.object({ me: z.boolean().default(false), emoji: z.object({ name: z.string().nullish() }) }))
    .nullish(),
});

/** Puts a sign on a person's message in place of drover's earlier one; reactions of people stay. */
export async function signMessage(
  discord: DiscordState,
  { channel, messageId }: SourceMessage,
  sign: ReceiptSign,
  signal: AbortSignal,
): Promise<SendResult> {
  const shown = await callDiscord(
    discord,
    ReactionsSchema,
    (rest, within) => rest.get(Routes.channelMessage(channel, messageId), { signal: within }),
    signal,
  );
  if (!shown.ok) return { ok: false, failure: shown.failure };
  const own = (shown.value.reactions ?? []).filter((one) => one.me).map((one) => plain(one.emoji.name ?? ''));
  const wanted = receiptEmoji[sign];
  const former = Object.values(receiptEmoji).filter((one) => one !== wanted && own.includes(plain(one)));
  const changes = [
    ...(own.includes(plain(wanted)) ? [] : [{ emoji: wanted, put: true }]),
    ...former.map((emoji) => ({ emoji, put: false })),
  ];
  for (const { emoji, put } of changes) {
    const route = Routes.channelMessageOwnReaction(channel, messageId, encodeURIComponent(emoji));
    const changed = await callDiscord(
      discord,
      anything,
      (rest, within) => (put ? rest.put(route, { signal: within }) : rest.delete(route, { signal: within })),
      signal,
    );
    if (!changed.ok) return { ok: false, failure: changed.failure };
  }
  return { ok: true, messageId };
}

/** Discord may leave out the selector that asks for a coloured picture. */
const plain = (emoji: string): string => emoji.replaceAll('\uFE0F', '');
