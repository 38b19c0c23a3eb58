import type { DiscordConfig, Environment } from '../config.ts';
import { optional } from '../optional.ts';
import { type AddProblem, urlOf, valueOf } from './parse-environment.ts';

/** What the variables say of Discord; the configuration file adds the rest. */
export type DiscordVariables = Omit<DiscordConfig, 'messageContent' | 'guild'>;

/** Discord's variables, checked; undefined when Discord is off. */
export function discordOf(env: Environment, add: AddProblem): DiscordVariables | undefined {
  const token = valueOf(env, 'DISCORD_TOKEN');
  const applicationId = valueOf(env, 'DISCORD_APPLICATION_ID');
  const publicKey = valueOf(env, 'DISCORD_PUBLIC_KEY');
  const apiUrl = urlOf(env, 'DISCORD_API_URL', add);
  if (token === undefined) {
    for (const name of ['DISCORD_APPLICATION_ID', 'DISCORD_PUBLIC_KEY'].filter((one) => valueOf(env, one)))
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
