import { Routes } from 'discord.js';
import type { Content } from '../../../../../src/domain/surface/content.ts';
import { toError } from '../../../../../src/domain/errors.ts';
import { anything, callDiscord, type CallResult } from '../../call-discord.ts';
import type { DiscordState } from '../../discord-state.ts';
import type { ActionRow } from '../../render/components.ts';
import { flags } from '../../render/limits.ts';
import { renderDiscord } from '../../render/render-discord.ts';
import { drawFiles } from '../../send/draw-files.ts';
import { bodyOf, sendMessage } from '../../send/send-message.ts';
import { deliveryOf, responseTypes, type Asked, type Interaction } from './interaction.ts';

/** A first response: what Discord calls an interaction callback. */
export interface FirstResponse {
  readonly type: number;
  readonly data?: unknown;
}

/** Gives the first response, the way the interaction came. Resolves to whether Discord took it; never rejects but for an abort. */
export type Respond = (response: FirstResponse) => Promise<boolean>;

/** Over the gateway the first response is a call of its own, without the bot's token. */
export const respondByCall =
  (discord: DiscordState, { id, token }: Interaction): Respond =>
  async (body) => {
    const route = Routes.interactionCallback(id, token);
    const taken = await callDiscord(
      discord,
      anything,
      (rest, signal) => rest.post(route, { body, auth: false, signal }),
      discord.closed.signal,
      { open: true },
    );
    if (!taken.ok)
      discord.logger.warn({ failure: taken.failure }, 'an interaction could not be responded to');
    return taken.ok;
  };

/** The person sees that drover is at it, and later the answer, alone. */
export const deferred: FirstResponse = {
  type: responseTypes.deferredMessage,
  data: { flags: flags.ephemeral },
};

/** For a control on a message that only this person sees: the answer takes that message's place. */
export const deferredUpdate: FirstResponse = { type: responseTypes.deferredUpdate };

/** An answer at once, to this person alone. */
export function privately(content: Content, rows: readonly ActionRow[] = []): FirstResponse {
  const body = bodyOf(renderDiscord(content));
  return {
    type: responseTypes.message,
    data: {
      ...body,
      components: [...body.components, ...rows].slice(0, 5),
      flags: flags.ephemeral | flags.suppressEmbeds,
    },
  };
}

/** The answer to what was deferred. Where the interaction can carry it no more it goes to the thread or the person. Never rejects. */
export async function answerDeferred(discord: DiscordState, asked: Asked, content: Content): Promise<void> {
  try {
    const edited = await editOriginal(discord, asked.interaction, content);
    if (edited.ok) return;
    discord.logger.warn({ failure: edited.failure }, 'an answer came too late for its interaction');
    await answerElsewhere(discord, asked, content);
  } catch (error) {
    discord.logger.warn({ err: toError(error) }, 'an answer was given up because drover stops');
  }
}

async function editOriginal(
  discord: DiscordState,
  { token }: Interaction,
  content: Content,
): Promise<CallResult<unknown>> {
  const rendered = renderDiscord(content, { whole: true });
  const { files, attachments } = await drawFiles(discord, rendered.files);
  const route = Routes.webhookMessage(discord.options.applicationId, token, '@original');
  const body = { ...bodyOf(rendered), attachments };
  return await callDiscord(
    discord,
    anything,
    (rest, signal) => rest.patch(route, { body, files, auth: false, signal }),
    discord.closed.signal,
    { open: true },
  );
}

/** In the thread it was asked in, else to the person alone. */
export async function answerElsewhere(discord: DiscordState, asked: Asked, content: Content): Promise<void> {
  const { place, actor } = asked;
  const to = place.thread === undefined ? { ...place, channel: `@${actor.user}` } : place;
  const key = `answer:${deliveryOf(asked.interaction)}`;
  const sent = await sendMessage(discord, { key, to, content }, discord.closed.signal);
  if (!sent.ok) discord.logger.warn({ failure: sent.failure }, 'an answer could not be delivered');
}
