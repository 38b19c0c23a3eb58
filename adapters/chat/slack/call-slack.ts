import { webApi } from '@slack/bolt';
import type { ChatFailure } from '../../../src/ports/chat/chat.ts';
import type { SlackIdentity, SlackState } from './slack-state.ts';
import { isTokenRefusal, toFailure } from './to-failure.ts';

export type CallResult<T> =
  | { ok: true; value: T }
  | { ok: false; failure: ChatFailure; tokenRefused: boolean };

/**
 * One call of the Web API, tried once. Each call has a client of its own: the SDK's client stops its whole queue
 * at a 429, which would let one busy channel hold back all others; and its retries post a message twice when only
 * the answer was lost.
 * @throws the signal's reason when aborted
 */
export async function callSlack<T>(
  slack: SlackState,
  signal: AbortSignal,
  use: (client: webApi.WebClient) => Promise<T>,
): Promise<CallResult<T>> {
  signal.throwIfAborted();
  try {
    const value = await use(new webApi.WebClient(slack.options.botToken, clientOptions(slack, signal)));
    slack.tokenProblem = undefined;
    return { ok: true, value };
  } catch (error) {
    signal.throwIfAborted();
    const failure = toFailure(error);
    const tokenRefused = isTokenRefusal(error);
    if (tokenRefused && 'message' in failure) slack.tokenProblem = failure.message;
    return { ok: false, failure, tokenRefused };
  }
}

/** Options of every client that talks to Slack for drover. */
export const clientOptions = (slack: SlackState, signal: AbortSignal): webApi.WebClientOptions => ({
  ...(slack.options.apiUrl === undefined ? {} : { slackApiUrl: slack.options.apiUrl }),
  logger: slack.boltLogger,
  retryConfig: { retries: 0 },
  rejectRateLimitedCalls: true,
  allowAbsoluteUrls: false,
  fetch: fetchWithin(slack.timing.callMs, signal),
});

/** `fetch` that ends with the signal or after `timeoutMs`. */
export const fetchWithin =
  (timeoutMs: number, signal: AbortSignal): typeof fetch =>
  async (input, init) =>
    withRetryAfter(
      await fetch(input, { ...init, signal: AbortSignal.any([signal, AbortSignal.timeout(timeoutMs)]) }),
    );

/** The SDK throws an error without a type at a 429 that does not say how long to wait. */
function withRetryAfter(response: Response): Response {
  const header = response.headers.get('retry-after');
  if (response.status !== 429 || (header !== null && /^\d+$/u.test(header))) return response;
  return new Response(null, { status: 429, headers: { 'retry-after': '30' } });
}

/** Who drover is here, asked once; a failed attempt is not remembered. */
export async function identityOf(slack: SlackState, signal: AbortSignal): Promise<CallResult<SlackIdentity>> {
  signal.throwIfAborted();
  // Asked at every delivery: once it is known, no client has to be made for it. A refusal is met again below.
  const known = await slack.identity?.catch(() => undefined);
  if (known !== undefined) return { ok: true, value: known };
  return await callSlack(slack, signal, async (client) => {
    slack.identity ??= client.auth.test().then((answer) => {
      if (answer.user_id === undefined || answer.team_id === undefined)
        throw new Error('auth.test did not say who the bot is');
      return { team: answer.team_id, user: answer.user_id, bot: answer.bot_id };
    });
    const { identity } = slack;
    return await identity.catch((error: unknown) => {
      if (slack.identity === identity) slack.identity = undefined;
      throw error;
    });
  });
}

/**
 * The channel that a destination stands for: itself, or for a person (`U…`, `W…`) the direct messages with that person.
 * chat.postMessage would take the person, but chat.update and conversations.history answer `channel_not_found`, and what
 * is typed there comes with the channel. Opening what is open already answers the same channel.
 * Source: https://docs.slack.dev/reference/methods/conversations.open
 */
export async function openDirect(
  slack: SlackState,
  destination: string,
  signal: AbortSignal,
): Promise<CallResult<string>> {
  const known = /^[UW][A-Z0-9]+$/u.test(destination) ? slack.directs.get(destination) : destination;
  if (known !== undefined) return { ok: true, value: known };
  return await callSlack(slack, signal, async (client) => {
    const { channel } = await client.conversations.open({ users: destination });
    if (channel?.id === undefined) throw new Error('conversations.open did not say which channel it is');
    slack.directs.set(destination, channel.id);
    return channel.id;
  });
}
