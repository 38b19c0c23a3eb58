import type { DiscordConfig } from '../../config.ts';
import { optional } from '../../optional.ts';
import type { DiscordVariables } from '../../parse/parse-discord.ts';
import type { ConfigFile } from '../../schema/config-file-schema.ts';

/** Discord's variables and keys together; undefined when Discord is off. */
export const normaliseDiscord = (
  variables: DiscordVariables | undefined,
  { discord }: ConfigFile,
): DiscordConfig | undefined =>
  variables === undefined
    ? undefined
    : { ...variables, messageContent: discord.messageContent, ...optional('guild', discord.guild) };
