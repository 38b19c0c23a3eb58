import { createHash } from 'node:crypto';
import { Routes } from 'discord.js';
import type { ChatFailure } from '../../../../src/ports/chat/chat.ts';
import { anything, callDiscord } from '../call-discord.ts';
import type { DiscordState } from '../discord-state.ts';
import { defineCommands, type CommandDefinition } from './define-commands.ts';

export type Registered =
  | { readonly ok: true; readonly changed: boolean; readonly commands: readonly CommandDefinition[] }
  | { readonly ok: false; readonly failure: ChatFailure };

/**
 * Registers the commands of the table in the guild, or everywhere, when they are not those that were registered last:
 * Discord allows 200 new ones a day. Overwriting keeps the ids of commands that keep their name.
 */
export async function registerCommands(
  discord: DiscordState,
  { force }: { readonly force: boolean },
  signal: AbortSignal,
): Promise<Registered> {
  const { desk, guild, applicationId, registered } = discord.options;
  const commands = defineCommands(desk?.commands ?? []);
  const hash = hashOf(commands, applicationId, guild);
  if (!force && (await registered?.read()) === hash) return { ok: true, changed: false, commands };
  const route =
    guild === undefined
      ? Routes.applicationCommands(applicationId)
      : Routes.applicationGuildCommands(applicationId, guild);
  const put = await callDiscord(
    discord,
    anything,
    (rest, within) => rest.put(route, { body: commands, signal: within }),
    signal,
  );
  if (!put.ok) return { ok: false, failure: put.failure };
  await registered?.write(hash);
  return { ok: true, changed: true, commands };
}

const hashOf = (commands: readonly CommandDefinition[], applicationId: string, guild = 'global'): string =>
  createHash('sha256')
    .update(JSON.stringify([applicationId, guild, commands]))
    .digest('hex');
