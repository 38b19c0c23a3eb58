import { DiscordAPIError, HTTPError, RateLimitError } from 'discord.js';
import type { ChatFailure } from '../../../src/ports/chat/chat.ts';
import { networkFailure } from '../shared/network-failure.ts';

/** Milliseconds to wait when Discord says "too fast" without saying for how long. */
const defaultRetryMs = 5000;

/**
 * Errors that will not go away by themselves, and what a person can do.
 * Source: https://discord.com/developers/docs/topics/opcodes-and-status-codes#json
 */
const refusals: Readonly<Record<number, string>> = {
  10_003: 'The channel or thread was deleted; dispatch the goal again.',
  10_004: 'drover is not in that server: invite it.',
  10_008: 'The message was deleted.',
  10_013: 'There is no such person on Discord.',
  10_062: 'The response came after Discord’s three seconds.',
  20_016: 'The channel is in slow mode: exempt drover from it.',
  30_007: 'Discord allows no more of these; please report this as a bug.',
  30_010: 'The message has as many reactions as Discord allows.',
  30_046: 'The message is too old to be edited so often.',
  40_005: 'The files are too large for this server.',
  40_060: 'The interaction was responded to already.',
  50_001: 'drover cannot see the channel: let its role in.',
  50_005: 'The message is not drover’s.',
  50_006: 'The message was empty; please report this as a bug.',
  50_007: 'The person takes no direct messages from drover.',
  50_008: 'Messages cannot be posted there; use a text channel.',
  50_013:
    'Give drover’s role View Channel, Send Messages, Create Public Threads, Send Messages in Threads, Attach Files, Add Reactions and Read Message History there.',
  50_024: 'That does not work in a channel of this type.',
  50_027: 'The interaction ended; they live fifteen minutes.',
  50_035: 'Discord did not accept the message; please report this as a bug.',
  50_083: 'The thread is archived: write something into it.',
  90_001: 'The person has blocked drover.',
  160_002: 'Give drover’s role Read Message History in the channel.',
  160_005: 'The thread is locked: unlock it, or give drover Manage Threads.',
};

/** What a failed call means for the message it carried. */
export function toFailure(thrown: unknown): ChatFailure {
  if (thrown instanceof RateLimitError) return limited(thrown);
  if (thrown instanceof DiscordAPIError) return ofAnswer(thrown);
  if (thrown instanceof HTTPError) return ofStatus(thrown.status);
  if (isTokenMissing(thrown)) return { kind: 'transient', message: 'Discord refused the bot token.' };
  return networkFailure(thrown, 'Discord');
}

/** Some limits hold for everything that the bot asks. */
const limited = (error: RateLimitError): ChatFailure => ({
  kind: 'rate-limited',
  retryAfterMs: waitOf(error),
  ...(error.global || error.scope === 'global' ? { everywhere: true } : {}),
});

/** Discord's own number for what went wrong; undefined when it was not Discord that said so. */
export const codeOf = (thrown: unknown): number | undefined =>
  thrown instanceof DiscordAPIError && typeof thrown.code === 'number' ? thrown.code : undefined;

/** Whether Discord refused the token itself; the library forgets it then, and later calls find none. */
export const isTokenRefusal = (thrown: unknown): boolean =>
  (thrown instanceof DiscordAPIError && thrown.status === 401 && thrown.code !== expiredInteraction) ||
  isTokenMissing(thrown);

/** The token of an interaction, which lives fifteen minutes, is answered 401 as well. */
const expiredInteraction = 50_027;

/** Source: @discordjs/rest 2.6.3, `resolveRequest`. */
const isTokenMissing = (thrown: unknown): boolean =>
  thrown instanceof Error && thrown.message.startsWith('Expected token to be set');

/** Whether Discord counts the call towards the 10,000 in ten minutes after which it bans an address. */
export const countsAsInvalid = (thrown: unknown): boolean =>
  (thrown instanceof DiscordAPIError && (thrown.status === 401 || thrown.status === 403)) ||
  (thrown instanceof RateLimitError && thrown.scope !== 'shared');

const waitOf = (limit: RateLimitError): number => {
  const waits = [limit.sublimitTimeout, limit.retryAfter, limit.timeToReset].filter((ms) => ms > 0);
  return waits.length === 0 ? defaultRetryMs : Math.ceil(Math.max(...waits));
};

function ofAnswer({ code, status, message }: DiscordAPIError): ChatFailure {
  const hint = typeof code === 'number' ? refusals[code] : undefined;
  if (hint !== undefined) return { kind: 'refused', code: String(code), hint };
  if (status === 401) return { kind: 'transient', message: 'Discord refused the bot token.' };
  if (status === 429) return { kind: 'rate-limited', retryAfterMs: defaultRetryMs };
  if (typeof code !== 'number' || code === 0)
    return { kind: 'doubtful', message: `Discord answered with HTTP status ${status}.` };
  const words = `Discord answered ${code}: ${message.split('\n')[0]?.slice(0, 200)}`;
  return { kind: 'refused', code: String(code), hint: words };
}

const ofStatus = (status: number): ChatFailure => ({
  kind: 'doubtful',
  message: `Discord answered with HTTP status ${status}.`,
});
