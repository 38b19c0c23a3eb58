import { Routes } from 'discord.js';
import type { Content } from '../../../../../src/domain/surface/content.ts';
import { toError } from '../../../../../src/domain/errors.ts';
import { callDiscord, IdSchema } from '../../call-discord.ts';
import type { DiscordState } from '../../discord-state.ts';
import { flags } from '../../render/limits.ts';
import { renderDiscord } from '../../render/render-discord.ts';
import { drawFiles } from '../../send/draw-files.ts';
import { bodyOf, nonceOf } from '../../send/send-message.ts';
import type { DiscordRemark } from './read-message.ts';

/** A person who waits for an answer does not wait longer than this, in milliseconds. */
const longestWaitMs = 30_000;

/** Answers a message as a reply to it: Discord shows nothing to one person alone but in answer to interactions. Never rejects. */
export async function answerMessage(
  discord: DiscordState,
  remark: Pick<DiscordRemark, 'id' | 'channel_id'>,
  content: Content,
): Promise<void> {
  try {
    const first = await reply(discord, remark, content);
    if (first.ok) return;
    const { failure } = first;
    if (failure.kind === 'rate-limited' && failure.retryAfterMs <= longestWaitMs) {
      await discord.options.clock.sleep(failure.retryAfterMs, discord.closed.signal);
      if ((await reply(discord, remark, content)).ok) return;
    }
    discord.logger.warn({ failure }, 'an answer could not be delivered');
  } catch (error) {
    discord.logger.warn({ err: toError(error) }, 'an answer was given up because drover stops');
  }
}

async function reply(
  discord: DiscordState,
  { id, channel_id: channel }: Pick<DiscordRemark, 'id' | 'channel_id'>,
  content: Content,
) {
  const rendered = renderDiscord(content, { whole: true });
  const { files, attachments } = await drawFiles(discord, rendered.files);
  const body = {
    ...bodyOf({ ...rendered, pings: [] }),
    flags: flags.suppressEmbeds,
    nonce: nonceOf(`answer:${id}`),
    enforce_nonce: true,
    message_reference: { message_id: id, fail_if_not_exists: false },
    ...(attachments.length === 0 ? {} : { attachments }),
  };
  return await callDiscord(
    discord,
    IdSchema,
    (rest, signal) => rest.post(Routes.channelMessages(channel), { body, files, signal }),
    discord.closed.signal,
  );
}
