import { Client, Events, GatewayIntentBits, Options } from 'discord.js';
import { toError, type DroverError } from '../../../../../src/domain/errors.ts';
import type { DiscordState } from '../../discord-state.ts';
import { gatewayProblem } from './close-codes.ts';
import { onDispatch } from './on-dispatch.ts';

/** Why a connection is over; with a problem that people have to put right, if there is one. */
export interface Ended {
  readonly reason: string;
  readonly problem?: DroverError;
}

export interface OpenClient {
  /** Settles when the library does not try any more. */
  readonly ended: Promise<Ended>;
  close(): Promise<void>;
}

const nothing = { MessageManager: 0, ReactionManager: 0, PresenceManager: 0, VoiceStateManager: 0 };

/**
 * The library's client, of which only the connection is used: what Discord tells is taken as it comes, because the client's own
 * events leave out messages of threads that it does not know, such as one that was archived when drover started.
 */
export function openClient(discord: DiscordState, onReady: () => void): OpenClient {
  const client = new Client({
    intents: intentsOf(discord.options.messageContent),
    // A client of its own for the few calls of the connection: closing it takes its token away.
    rest: { ...discord.rest.options, rejectOnRateLimit: null },
    makeCache: Options.cacheWithLimits(nothing),
  });
  const ended = Promise.withResolvers<Ended>();
  listen(discord, client, { onReady, ended });
  client.login(discord.options.token).catch((error: unknown) => {
    ended.resolve({ reason: `the connection did not come about: ${toError(error).message}` });
  });
  return { ended: ended.promise, close: () => close(client, ended) };
}

interface Heard {
  readonly onReady: () => void;
  readonly ended: PromiseWithResolvers<Ended>;
}

function listen(discord: DiscordState, client: Client, { onReady, ended }: Heard): void {
  const down = (reason: string) => {
    discord.gateway = { connected: false, reason };
  };
  client.on('error', (error) => discord.logger.warn({ err: error }, 'the gateway reports an error'));
  client.on(Events.ShardError, (error) =>
    discord.logger.warn({ err: error }, 'the gateway reports an error'),
  );
  client.on(Events.ShardReconnecting, () => down('reconnecting'));
  client.on(Events.ShardDisconnect, ({ code }) => {
    const problem = gatewayProblem(code);
    down(problem?.message ?? `disconnected (${code})`);
    ended.resolve({
      reason: problem?.message ?? `disconnected (${code})`,
      ...(problem === undefined ? {} : { problem }),
    });
  });
  // Nothing may be thrown in here: the library does not catch it, and the process would end.
  client.on(Events.Raw, (packet: { readonly t: string; readonly d: unknown }) => {
    onDispatch(discord, packet.t, packet.d);
    if (packet.t !== 'READY' && packet.t !== 'RESUMED') return;
    discord.gateway = { connected: true, reason: 'connected' };
    onReady();
  });
}

/**
 * A connection that was about to be made again comes back after it was destroyed (@discordjs/ws 1.2.3); it is then destroyed
 * once more, which the library refuses unless it forgets that it did so already.
 */
async function close(client: Client, ended: PromiseWithResolvers<Ended>): Promise<void> {
  client.removeAllListeners();
  client.on('error', () => undefined);
  client.once(Events.Raw, () => {
    Reflect.set(client.ws, 'destroyed', false);
    client.destroy().catch(() => undefined);
  });
  await client.destroy();
  ended.resolve({ reason: 'closed' });
}

const intentsOf = (messageContent: boolean): number =>
  GatewayIntentBits.Guilds |
  GatewayIntentBits.GuildMessages |
  GatewayIntentBits.GuildMessageReactions |
  (messageContent ? GatewayIntentBits.MessageContent : 0);
