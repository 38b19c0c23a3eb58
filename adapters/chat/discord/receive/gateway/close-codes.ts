import { DroverError } from '../../../../../src/domain/errors.ts';

/**
 * What Discord closes with when connecting again does not help; undefined for every other code.
 * Source: https://discord.com/developers/docs/topics/opcodes-and-status-codes#gateway-gateway-close-event-codes
 */
export function gatewayProblem(code: number): DroverError | undefined {
  if (code === 4004)
    return new DroverError(
      'TOKEN_REFUSED',
      'Discord refused the bot token.',
      'Check DISCORD_TOKEN: reset it on the page "Bot" of the application, and copy it again.',
    );
  if (code === 4014)
    return new DroverError(
      'TOKEN_REFUSED',
      'Discord does not grant the intents that drover asks for.',
      'Enable the Message Content intent on the page "Bot" of the application, or set discord: { messageContent: false } in the configuration.',
    );
  return code >= 4010 && code <= 4013
    ? new DroverError(
        'TOKEN_REFUSED',
        `Discord closed the connection for good (${code}).`,
        'drover serves bots that need one shard, with the intents of docs/discord.md.',
      )
    : undefined;
}
