import { registerByHand } from '../../../adapters/chat/discord/register/register-by-hand.ts';
import { systemClock } from '../../../adapters/system/system-clock.ts';
import { commandsOf } from '../../app/desk/commands-of.ts';
import { verbTable } from '../../app/verbs/table.ts';
import type { Config } from '../../config/config.ts';
import { DroverError } from '../../domain/errors.ts';
import { createLogger } from '../../log/create-logger.ts';

export interface RegisterOptions {
  /** Instead of the server that the configuration names. */
  readonly guild?: string;
  /** Also when Discord has these commands already. */
  readonly force: boolean;
}

/**
 * Registers `/goal` with Discord, and answers what was done in words. It works beside a drover that runs.
 * @throws DroverError WRONG_USAGE when Discord is off, TOKEN_REFUSED, CHAT_REFUSED
 */
export async function discordRegister(
  config: Config,
  { guild = config.discord?.guild, force }: RegisterOptions,
  signal: AbortSignal,
): Promise<string> {
  if (config.discord === undefined)
    throw new DroverError(
      'WRONG_USAGE',
      'Discord is not configured here',
      'Set DISCORD_TOKEN and DISCORD_APPLICATION_ID; docs/discord.md shows where to find them.',
    );
  const { guild: _configured, ...discord } = config.discord;
  const done = await registerByHand(
    {
      ...discord,
      ...(guild === undefined ? {} : { guild }),
      clock: systemClock,
      logger: createLogger({ level: 'silent', secrets: config.secrets, destination: { write: () => true } }),
      commands: commandsOf(verbTable),
    },
    { force },
    signal,
  );
  const where = guild === undefined ? 'everywhere the application is installed' : `in server ${guild}`;
  if (!done.changed) return `Nothing to do: Discord has these commands already (${where}).\n`;
  return `Registered /goal with ${done.verbs} verbs ${where}.\n`;
}
