import type { REST } from 'discord.js';
import { z } from 'zod';
import type { ChatFailure } from '../../../src/ports/chat/chat.ts';
import type { DiscordState } from './discord-state.ts';
import { codeOf, countsAsInvalid, isTokenRefusal, toFailure } from './to-failure.ts';

export type CallResult<T> =
  | { readonly ok: true; readonly value: T }
  | {
      readonly ok: false;
      readonly failure: ChatFailure;
      readonly tokenRefused: boolean;
      /** Discord's own number for what went wrong. */
      readonly code: number | undefined;
    };

type Call = (rest: REST, signal: AbortSignal) => Promise<unknown>;

/** `open`: the address itself holds what gives access, so the bot's token does not matter. */
interface CallOptions {
  readonly open: boolean;
}

/** Discord bans an address after 10,000 such answers in ten minutes; drover stops asking long before. */
const windowMs = 10 * 60_000;
const mostInvalid = 2000;

/**
 * One call of the REST interface, tried once; the answer must have that shape.
 * @throws the signal's reason when aborted
 */
export async function callDiscord<T>(
  discord: DiscordState,
  shape: z.ZodType<T>,
  use: Call,
  signal: AbortSignal,
  { open }: CallOptions = { open: false },
): Promise<CallResult<T>> {
  signal.throwIfAborted();
  const held = open ? undefined : holdBack(discord);
  if (held !== undefined) return { ok: false, failure: held, tokenRefused: false, code: undefined };
  try {
    const within = AbortSignal.any([signal, AbortSignal.timeout(discord.timing.callMs)]);
    const answer = await use(discord.rest, within);
    if (!open) discord.refused = undefined;
    const parsed = shape.safeParse(answer);
    if (parsed.success) return { ok: true, value: parsed.data };
    return { ...lost('The answer was not Discord’s.'), code: undefined };
  } catch (error) {
    signal.throwIfAborted();
    return failed(discord, error);
  }
}

const lost = (message: string) =>
  ({ ok: false, failure: { kind: 'doubtful', message }, tokenRefused: false }) as const;

/** Where the answer says nothing that matters. */
export const anything: z.ZodType = z.unknown();

/** The shape of most answers: something with an id. */
export const IdSchema = z.object({ id: z.string() });

function failed(discord: DiscordState, error: unknown): Extract<CallResult<never>, { ok: false }> {
  const failure = toFailure(error);
  const tokenRefused = isTokenRefusal(error);
  if (tokenRefused) refuseToken(discord);
  if (countsAsInvalid(error)) discord.invalid.push(discord.options.clock.now());
  return { ok: false, failure, tokenRefused, code: codeOf(error) };
}

/** Nothing is asked for a while: each further 401 counts towards a ban. */
function refuseToken(discord: DiscordState): void {
  const { retryMs, retryMaxMs } = discord.timing;
  const now = discord.options.clock.now();
  const { refused } = discord;
  // Calls that were under way when the first one failed say nothing new.
  if (refused !== undefined && now < refused.tryAt) return;
  const pauseMs = Math.min(retryMaxMs, refused === undefined ? retryMs : refused.pauseMs * 2);
  const problem = 'Discord refuses the bot token; posts wait until it is right again';
  discord.refused = { problem, tryAt: now + pauseMs, pauseMs };
}

/** Why nothing may be asked now. A refused token is set again after its pause, because the library has dropped it. */
function holdBack(discord: DiscordState): ChatFailure | undefined {
  const now = discord.options.clock.now();
  const { invalid, refused } = discord;
  while (invalid[0] !== undefined && invalid[0] < now - windowMs) invalid.shift();
  if (invalid.length >= mostInvalid)
    return {
      kind: 'rate-limited',
      retryAfterMs: Math.max(1000, (invalid[0] ?? now) + windowMs - now),
      everywhere: true,
    };
  if (refused === undefined) return undefined;
  if (now < refused.tryAt) return { kind: 'transient', message: refused.problem };
  discord.rest.setToken(discord.options.token);
  return undefined;
}
