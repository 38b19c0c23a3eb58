import type { KeyObject } from 'node:crypto';
import { DroverError, toError } from '../../../../src/domain/errors.ts';
import { track, type DiscordState } from '../discord-state.ts';
import { readPublicKey, verifySignature, type Headers } from '../verify.ts';
import { interactionTypes, responseTypes } from './interact/interaction.ts';
import { onInteraction } from './interact/on-interaction.ts';
import type { FirstResponse } from './interact/respond.ts';

/** A request to `POST /discord/interactions` with the bytes exactly as they came. */
export interface DiscordHttpRequest {
  readonly headers: Headers;
  readonly rawBody: Buffer;
}
export interface DiscordHttpAnswer {
  readonly status: number;
  readonly headers: Readonly<Record<string, string>>;
  readonly body: string;
}
export type DiscordHttpHandler = (request: DiscordHttpRequest) => Promise<DiscordHttpAnswer>;

/** Bytes. Discord's own payloads are far smaller. */
const bodyLimit = 1024 * 1024;

/**
 * Answers one request: size and signature first, on the raw bytes; only then is the body read. The answer is the first response
 * to the interaction; what follows goes by its token.
 * @throws DroverError CONFIG_INVALID when the key is none
 */
export function httpHandler(discord: DiscordState, publicKey: string): DiscordHttpHandler {
  const key = keyOf(publicKey);
  return async ({ headers, rawBody }) => {
    if (rawBody.length > bodyLimit) return refuse(discord, 413, 'the body is too large');
    const verdict = verifySignature(key, headers, rawBody, discord.options.clock.now());
    if (!verdict.ok) return refuse(discord, 401, verdict.reason);
    const payload = parseJson(rawBody);
    if (payload === undefined) return refuse(discord, 400, 'the body cannot be read');
    if (typeOf(payload) === interactionTypes.ping) return json({ type: responseTypes.pong });
    if (discord.phase === 'stopping') return plain(503);
    return await firstResponse(discord, payload);
  };
}

/** Resolves with the first response; the work behind it goes on and is waited for by `stop`. */
async function firstResponse(discord: DiscordState, payload: unknown): Promise<DiscordHttpAnswer> {
  const { promise, resolve } = Promise.withResolvers<DiscordHttpAnswer>();
  const respond = async (response: FirstResponse): Promise<boolean> => {
    resolve(json(response));
    return true;
  };
  const work = onInteraction(discord, payload, () => respond).then(
    // Taken already, over the gateway for instance: there is nothing to say here.
    (isReadable) => resolve(plain(isReadable ? 202 : 400)),
    (error: unknown) => {
      discord.logger.error({ err: toError(error) }, 'a request from Discord failed');
      resolve(plain(500));
    },
  );
  track(discord, work);
  return await promise;
}

function keyOf(hex: string): KeyObject {
  const key = readPublicKey(hex);
  if (key !== undefined) return key;
  throw new DroverError(
    'CONFIG_INVALID',
    'DISCORD_PUBLIC_KEY is no public key.',
    'Copy the 64 hexadecimal digits from the application’s page "General Information".',
  );
}

function refuse(discord: DiscordState, status: number, reason: string): DiscordHttpAnswer {
  discord.logger.warn({ status, reason }, 'a request to the Discord endpoint was refused');
  return plain(status);
}

const plain = (status: number): DiscordHttpAnswer => ({
  status,
  headers: { 'content-type': 'text/plain; charset=utf-8' },
  body: '',
});

const json = (value: unknown): DiscordHttpAnswer => ({
  status: 200,
  headers: { 'content-type': 'application/json; charset=utf-8' },
  body: JSON.stringify(value),
});

const typeOf = (payload: unknown): unknown =>
  typeof payload === 'object' && payload !== null && 'type' in payload ? payload.type : undefined;

function parseJson(rawBody: Buffer): unknown {
  try {
    return JSON.parse(rawBody.toString('utf8'));
  } catch {
    // Not JSON: the caller answers 400, which is all there is to say about it.
    return undefined;
  }
}
