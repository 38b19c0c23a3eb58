import { DroverError } from '../../../src/domain/errors.ts';
import type { ChatConnection } from '../../../src/ports/chat/chat.ts';
import { discordAttachments } from './attachments.ts';
import { newState, type DiscordOptions, type DiscordState } from './discord-state.ts';
import { discordPeople } from './people.ts';
import { keepGateway, type KeptGateway } from './receive/gateway/keep-gateway.ts';
import { httpHandler, type DiscordHttpHandler } from './receive/http-handler.ts';
import { recogniseBot } from './recognise-bot.ts';
import { registerCommands } from './register/register-commands.ts';
import { discordChat } from './send/discord-chat.ts';

export interface DiscordConnection extends ChatConnection {
  /** For `POST /discord/interactions`; there when the application's public key is configured. */
  readonly httpHandler?: DiscordHttpHandler;
}

/**
 * drover in Discord: over the gateway, and with a public key over HTTP as well.
 * @throws DroverError CONFIG_INVALID when the public key is none
 */
export function createDiscord(options: DiscordOptions): DiscordConnection {
  const discord = newState(options);
  const { publicKey } = options;
  let gateway: KeptGateway | undefined;
  return {
    chat: discordChat(discord),
    people: discordPeople(discord),
    attachments: discordAttachments(discord),
    start: async (signal) => {
      await untilRecognised(discord, signal);
      await register(discord, signal);
      gateway = keepGateway(discord);
      await untilReady(gateway, signal);
      discord.phase = 'ready';
    },
    workspace: () => options.guild ?? onlyOne(discord.guilds),
    stop: () => stop(discord, gateway),
    health: () => health(discord),
    ...(publicKey === undefined ? {} : { httpHandler: httpHandler(discord, publicKey) }),
  };
}

/** Channels are named without their server only where there is one. */
const onlyOne = (guilds: ReadonlySet<string>): string | undefined =>
  guilds.size === 1 ? [...guilds][0] : undefined;

/**
 * Asks Discord who the bot is until it answers.
 * @throws DroverError TOKEN_REFUSED when Discord does not know the token; the signal's reason when aborted
 */
async function untilRecognised(discord: DiscordState, signal: AbortSignal): Promise<void> {
  const { clock } = discord.options;
  const { retryMs, retryMaxMs } = discord.timing;
  for (let pauseMs = retryMs; ; pauseMs = Math.min(pauseMs * 2, retryMaxMs)) {
    const asked = await recogniseBot(discord, signal);
    if (asked.ok) return;
    if (asked.tokenRefused) throw tokenRefused();
    discord.logger.warn({ failure: asked.failure }, 'Discord does not answer yet');
    const { failure } = asked;
    await clock.sleep(failure.kind === 'rate-limited' ? failure.retryAfterMs : pauseMs, signal);
  }
}

/** Without commands drover still posts and listens in threads, so a failure is told and not fatal. */
async function register(discord: DiscordState, signal: AbortSignal): Promise<void> {
  if (discord.options.registered === undefined) return;
  const done = await registerCommands(discord, { force: false }, signal);
  if (done.ok && done.changed) discord.logger.info({}, 'the commands were registered with Discord');
  if (!done.ok)
    discord.logger.error(
      { failure: done.failure },
      'the commands could not be registered: drover discord register',
    );
}

/** A gateway that cannot be used is closed again. */
async function untilReady(gateway: KeptGateway, signal: AbortSignal): Promise<void> {
  const aborted = Promise.withResolvers<never>();
  const onAbort = () => aborted.reject(signal.reason);
  signal.addEventListener('abort', onAbort, { once: true });
  try {
    signal.throwIfAborted();
    await Promise.race([gateway.ready, aborted.promise]);
  } catch (error) {
    await gateway.close();
    throw error;
  } finally {
    signal.removeEventListener('abort', onAbort);
  }
}

/** What is being answered is finished first; the gateway brings nothing new meanwhile. */
async function stop(discord: DiscordState, gateway: KeptGateway | undefined): Promise<void> {
  discord.phase = 'stopping';
  const enough = new AbortController();
  const patience = discord.options.clock.sleep(discord.timing.drainMs, enough.signal).catch(() => {
    // Aborted below: everything was answered in time.
  });
  await Promise.race([drained(discord), patience]);
  enough.abort();
  await gateway?.close();
  discord.closed.abort(new Error('drover stops'));
}

async function drained(discord: DiscordState): Promise<void> {
  while (discord.inflight.size > 0) await Promise.all(discord.inflight);
}

function health({ phase, refused, gateway }: DiscordState): { ok: boolean; reason: string } {
  if (phase === 'stopping') return { ok: false, reason: 'stopping' };
  if (refused !== undefined) return { ok: false, reason: refused.problem };
  if (!gateway.connected) return { ok: false, reason: gateway.reason };
  return phase === 'ready' ? { ok: true, reason: 'connected' } : { ok: false, reason: 'not started' };
}

const tokenRefused = (): DroverError =>
  new DroverError(
    'TOKEN_REFUSED',
    'Discord refused the bot token.',
    'Check DISCORD_TOKEN: reset it on the page "Bot" of the application, and copy it again.',
  );
