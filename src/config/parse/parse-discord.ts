import type { DiscordConfig } from '../config.ts';
import { optional } from '../optional.ts';

/** What the variables say of Discord; the configuration file adds the rest. */
export type DiscordVariables = Omit<DiscordConfig, 'messageContent' | 'guild'>;

/** Tells what is wrong with a variable. */
export type AddProblem = (name: string, message: string, hint: string) => void;

/** How variables are read: an empty one counts as unset. */
export interface Variables {
  readonly value: (name: string) => string | undefined;
  readonly url: (name: string) => string | undefined;
}

/** Discord's variables, checked; undefined when Discord is off. */
export function discordOf({ value, url }: Variables, add: AddProblem): DiscordVariables | undefined {
  const token = value('DISCORD_TOKEN');
  const applicationId = value('DISCORD_APPLICATION_ID');
  const publicKey = value('DISCORD_PUBLIC_KEY');
  const apiUrl = url('DISCORD_API_URL');
  if (token === undefined) {
    for (const name of ['DISCORD_APPLICATION_ID', 'DISCORD_PUBLIC_KEY'])
      if (value(name) !== undefined)
        add(name, 'is set without DISCORD_TOKEN', 'Set DISCORD_TOKEN too, or unset this one.');
    return undefined;
  }
  if (applicationId === undefined || !/^\d{15,21}$/.test(applicationId))
    add(
      'DISCORD_APPLICATION_ID',
      applicationId === undefined ? 'is missing beside DISCORD_TOKEN' : 'must be the id of an application',
      'Copy the Application ID from the page "General Information" of the application.',
    );
  if (publicKey !== undefined && !/^[\da-f]{64}$/i.test(publicKey))
    add(
      'DISCORD_PUBLIC_KEY',
      'must be 64 hexadecimal digits',
      'Copy the Public Key from the page "General Information" of the application.',
    );
  return {
    token,
    applicationId: applicationId ?? '',
    ...optional('publicKey', publicKey),
    ...optional('apiUrl', apiUrl),
  };
}
