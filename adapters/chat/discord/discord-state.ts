import { REST } from 'discord.js';
import type { Origin } from '../../../src/domain/origin.ts';
import type { Desk, Listens } from '../../../src/ports/chat/desk.ts';
import type { Intake } from '../../../src/ports/chat/intake.ts';
import type { Clock } from '../../../src/ports/clock.ts';
import type { Logger } from '../../../src/ports/logger.ts';
import { makeRequest } from './make-request.ts';

/** Waiting times in milliseconds. */
export interface DiscordTiming {
  /** For one call of the REST interface. */
  readonly callMs: number;
  /** How long completing an option may take; Discord gives up after 3 s. */
  readonly suggestMs: number;
  /** How long a form may take to be made; after that the request goes on without one. */
  readonly formMs: number;
  /** First and longest pause between attempts to connect, or to use a token that was refused. */
  readonly retryMs: number;
  readonly retryMaxMs: number;
  /** How long `stop` waits for what is being answered. */
  readonly drainMs: number;
}

/** Remembers the hash of the commands that were registered last, so that they are registered only when they changed. */
export interface RegisteredCommands {
  read(): Promise<string | undefined>;
  write(hash: string): Promise<void>;
}

export interface DiscordOptions {
  /** Token of the bot. */
  readonly token: string;
  readonly applicationId: string;
  /** Ed25519 key in hexadecimal digits; with it: interactions over HTTP as well. */
  readonly publicKey?: string;
  /** Base of the REST interface without version, ending in `/api`. Default: Discord's. */
  readonly apiUrl?: string;
  /** Whether the privileged intent Message Content is asked for; without it only messages that name drover have words. */
  readonly messageContent: boolean;
  /** Commands are registered in this guild only; absent: everywhere. */
  readonly guild?: string;
  /** Users ids of bots that are listened to. */
  readonly bots?: readonly string[];
  readonly intake: Intake;
  /** Whether a goal is bound to that thread. Without it every thread counts. */
  readonly isGoalThread?: (place: Origin) => Promise<boolean>;
  /** What becomes of plain words in a thread. Without it they are talk between people. */
  readonly listens?: Listens;
  /** Buttons, forms and typed options. Without it there are none. */
  readonly desk?: Desk;
  /** Without it commands are registered by hand only. */
  readonly registered?: RegisteredCommands;
  readonly clock: Clock;
  readonly logger: Logger;
  readonly timing?: Partial<DiscordTiming>;
}

/** A channel as far as it matters here: threads know what they hang on. */
export interface KnownChannel {
  readonly parent?: string;
}

/** Everything that changes while the connection lives. */
export interface DiscordState {
  readonly options: DiscordOptions;
  readonly timing: DiscordTiming;
  readonly logger: Logger;
  readonly rest: REST;
  /** Deliveries and answers that are being worked on; `stop` waits for them. */
  readonly inflight: Set<Promise<unknown>>;
  /** Interactions that were taken: over the gateway and over HTTP they bear the same id. */
  readonly taken: Set<string>;
  /** Channel → the work on the message that was written there last. */
  readonly talks: Map<string, Promise<void>>;
  readonly channels: Map<string, KnownChannel>;
  /** Person → channel of the direct messages with that person. */
  readonly directs: Map<string, string>;
  /** Messages of this life → their keys: one that belongs to another post is not found in its place. */
  readonly sent: Map<string, string>;
  /** Keys of messages that stand there while their thread is still missing → those messages. */
  readonly threadless: Map<string, string>;
  readonly guilds: Set<string>;
  /** When Discord answered 401, 403 or 429 lately, in epoch milliseconds. */
  readonly invalid: number[];
  /** Aborted when nothing may be waited for any more. */
  readonly closed: AbortController;
  phase: 'new' | 'ready' | 'stopping';
  /** User id of the bot, once Discord has told. */
  self: string | undefined;
  /** What Discord last said about the token, while it refuses it, and when it is tried again (epoch ms). */
  refused: { readonly problem: string; readonly tryAt: number; readonly pauseMs: number } | undefined;
  gateway: { readonly connected: boolean; readonly reason: string };
}

const defaultTiming: DiscordTiming = {
  callMs: 15_000,
  suggestMs: 2000,
  formMs: 1500,
  retryMs: 500,
  retryMaxMs: 60_000,
  drainMs: 10_000,
};

/** The state of a connection that was not started yet. */
export function newState(options: DiscordOptions): DiscordState {
  const timing = { ...defaultTiming, ...options.timing };
  return {
    options,
    timing,
    logger: options.logger,
    rest: restOf(options, timing),
    inflight: new Set(),
    taken: new Set(),
    talks: new Map(),
    channels: new Map(),
    directs: new Map(),
    sent: new Map(),
    threadless: new Map(),
    guilds: new Set(),
    invalid: [],
    closed: new AbortController(),
    phase: 'new',
    self: undefined,
    refused: undefined,
    gateway: { connected: false, reason: 'not connected yet' },
  };
}

/**
 * Each call is tried once, and a rate limit is reported instead of waited for: the outbox decides what goes next. The
 * library's own queue is one per route and channel, so a busy channel holds back no other.
 */
function restOf({ token, apiUrl }: DiscordOptions, { callMs }: DiscordTiming): REST {
  return new REST({
    version: '10',
    ...(apiUrl === undefined ? {} : { api: apiUrl.replace(/\/+$/u, '') }),
    retries: 0,
    timeout: callMs,
    rejectOnRateLimit: () => true,
    makeRequest,
  }).setToken(token);
}

/** Lets `stop` wait for this work, which must report its own failures. */
export function track(discord: DiscordState, work: Promise<unknown>): void {
  const settled: Promise<unknown> = Promise.allSettled([work]).then(() => discord.inflight.delete(settled));
  discord.inflight.add(settled);
}

/** Enters something and forgets the oldest beyond `max`. */
export function remember<V>(known: Map<string, V>, key: string, value: V, max = 5000): void {
  known.delete(key);
  known.set(key, value);
  for (const oldest of known.keys()) {
    if (known.size <= max) return;
    known.delete(oldest);
  }
}
