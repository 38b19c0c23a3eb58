import { Routes } from 'discord.js';
import { z } from 'zod';
import { toError } from '../../../../../src/domain/errors.ts';
import { callDiscord } from '../../call-discord.ts';
import type { DiscordState } from '../../discord-state.ts';
import { openClient, type OpenClient } from './open-client.ts';

/** The gateway's connection, kept up until `close`. */
export interface KeptGateway {
  /** Settles when it is connected for the first time; rejects when Discord refuses for good. */
  readonly ready: Promise<void>;
  close(): Promise<void>;
}

interface Keeping {
  readonly discord: DiscordState;
  readonly over: AbortController;
  readonly ready: PromiseWithResolvers<void>;
  client: OpenClient | undefined;
}

/**
 * The library resumes by itself after drops. After a refusal drover tries again later, so that a token or an intent that is put
 * right needs no restart.
 */
export function keepGateway(discord: DiscordState): KeptGateway {
  const keeping: Keeping = {
    discord,
    over: new AbortController(),
    ready: Promise.withResolvers(),
    client: undefined,
  };
  // Whoever waits is told; when nobody does, it is in the log.
  keeping.ready.promise.catch(() => undefined);
  const kept = keep(keeping).catch((error: unknown) => {
    if (!keeping.over.signal.aborted)
      discord.logger.error({ err: toError(error) }, 'the gateway was given up');
  });
  return {
    ready: keeping.ready.promise,
    close: async () => {
      keeping.over.abort(new Error('drover stops'));
      await keeping.client?.close();
      await kept;
    },
  };
}

async function keep(keeping: Keeping): Promise<void> {
  const { discord, over } = keeping;
  const { clock } = discord.options;
  const { retryMs, retryMaxMs } = discord.timing;
  // Discord allows 1,000 connections a day; one that it refuses is not worth a minute's rhythm.
  const longest = retryMaxMs * 10;
  for (let pauseMs = retryMs; ; pauseMs = Math.min(pauseMs * 2, longest)) {
    if (await mayConnect(discord, over.signal)) {
      keeping.client = openClient(discord, () => keeping.ready.resolve());
      const ended = await keeping.client.ended;
      await keeping.client.close();
      if (ended.problem !== undefined) keeping.ready.reject(ended.problem);
      over.signal.throwIfAborted();
      discord.gateway = { connected: false, reason: ended.reason };
      discord.logger.error({ reason: ended.reason }, 'Discord does not keep the connection');
    }
    await clock.sleep(pauseMs, over.signal);
  }
}

const GatewaySchema = z.object({ url: z.string() });

/** Asked before the library connects, because it cannot be told to stop while it waits for this answer. */
async function mayConnect(discord: DiscordState, signal: AbortSignal): Promise<boolean> {
  const asked = await callDiscord(
    discord,
    GatewaySchema,
    (rest, within) => rest.get(Routes.gatewayBot(), { signal: within }),
    signal,
  );
  if (asked.ok) return true;
  const reason = 'message' in asked.failure ? asked.failure.message : asked.failure.kind;
  discord.gateway = { connected: false, reason };
  return false;
}
