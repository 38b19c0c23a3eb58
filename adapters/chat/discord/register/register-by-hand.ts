import { Routes } from 'discord.js';
import { z } from 'zod';
import type { CommandSpec } from '../../../../src/domain/surface/command.ts';
import { DroverError } from '../../../../src/domain/errors.ts';
import type { ChatFailure } from '../../../../src/ports/chat/chat.ts';
import type { Desk } from '../../../../src/ports/chat/desk.ts';
import { callDiscord } from '../call-discord.ts';
import { newState, type DiscordOptions, type DiscordState } from '../discord-state.ts';
import { defineCommands } from './define-commands.ts';
import { registerCommands } from './register-commands.ts';

export type RegisterOptions = Omit<DiscordOptions, 'intake' | 'desk' | 'registered'> & {
  readonly commands: readonly CommandSpec[];
};

/**
 * Registers the commands outside of a running drover; without `force` only when Discord has others.
 * @throws DroverError TOKEN_REFUSED, CHAT_REFUSED
 */
export async function registerByHand(
  { commands, ...options }: RegisterOptions,
  { force }: { readonly force: boolean },
  signal: AbortSignal,
): Promise<{ readonly changed: boolean; readonly verbs: number }> {
  const discord = newState({ ...options, desk: deskOf(commands), intake: nobodyAsks });
  if (!force && (await stands(discord, commands, signal))) return { changed: false, verbs: commands.length };
  const done = await registerCommands(discord, { force: true }, signal);
  if (!done.ok) throw refused(done.failure);
  return { changed: true, verbs: commands.length };
}

/** Whether Discord has exactly these commands; it adds fields of its own. */
async function stands(
  discord: DiscordState,
  commands: readonly CommandSpec[],
  signal: AbortSignal,
): Promise<boolean> {
  const { applicationId, guild } = discord.options;
  const route =
    guild === undefined
      ? Routes.applicationCommands(applicationId)
      : Routes.applicationGuildCommands(applicationId, guild);
  const shown = await callDiscord(
    discord,
    z.array(z.unknown()),
    (rest, within) => rest.get(route, { signal: within }),
    signal,
  );
  if (!shown.ok) throw refused(shown.failure);
  return isWithin(defineCommands(commands), shown.value);
}

/** Whether everything that is wanted stands there as it is wanted. */
function isWithin(wanted: unknown, found: unknown): boolean {
  if (Array.isArray(wanted))
    return (
      wanted.length === (Array.isArray(found) ? found.length : 0) &&
      wanted.every((one, index) => isWithin(one, Array.isArray(found) ? found[index] : undefined))
    );
  if (typeof wanted !== 'object' || wanted === null) return wanted === found;
  if (typeof found !== 'object' || found === null) return false;
  const there = new Map(Object.entries(found));
  return Object.entries(wanted).every(([key, value]) => isWithin(value ?? [], there.get(key) ?? []));
}

const refused = (failure: ChatFailure): DroverError =>
  'message' in failure && /token/u.test(failure.message)
    ? new DroverError('TOKEN_REFUSED', failure.message, 'Check DISCORD_TOKEN and DISCORD_APPLICATION_ID.')
    : new DroverError(
        'CHAT_REFUSED',
        'the commands could not be registered',
        'hint' in failure ? failure.hint : 'Discord did not take them now; try again in a minute.',
      );

/** Only the table of commands is used. */
const deskOf = (commands: readonly CommandSpec[]): Desk => ({
  press: () => undefined,
  form: async () => undefined,
  submit: () => ({ ok: false, problems: {} }),
  suggest: async () => [],
  home: async () => ({ tone: 'info', title: '', blocks: [] }),
  commands,
});

const nobodyAsks: DiscordOptions['intake'] = async () => {
  throw new Error('nobody asks while commands are registered');
};
