import { Routes } from 'discord.js';
import { callDiscord, IdSchema, type CallResult } from './call-discord.ts';
import type { DiscordState } from './discord-state.ts';

/** The bot's own user id, asked once; a failed attempt is not remembered. */
export async function recogniseBot(discord: DiscordState, signal: AbortSignal): Promise<CallResult<string>> {
  if (discord.self !== undefined) return { ok: true, value: discord.self };
  const asked = await callDiscord(
    discord,
    IdSchema,
    (rest, within) => rest.get(Routes.user('@me'), { signal: within }),
    signal,
  );
  if (!asked.ok) return asked;
  discord.self = asked.value.id;
  return { ok: true, value: asked.value.id };
}
