import { SocketModeReceiver, type App } from '@slack/bolt';
import { z } from 'zod';
import { toError } from '../../../../../src/domain/errors.ts';
import type { Clock } from '../../../../../src/ports/clock.ts';
import { clientOptions } from '../../call-slack.ts';
import { track, type Lane, type SlackState } from '../../slack-state.ts';
import { isTokenRefusal, toFailure } from '../../to-failure.ts';
import { BodySchema, deliver } from '../deliver.ts';

/** What all sockets of one connection share. */
export interface Sockets {
  readonly slack: SlackState;
  readonly app: App;
  readonly appToken: string;
}

/** How one socket's life ended. */
export interface Ending {
  readonly reason: string;
  /** Milliseconds between Slack's hello and the end; undefined when there was no hello. */
  readonly livedMs?: number;
  readonly tokenRefused: boolean;
  /** Milliseconds that Slack asked to wait. */
  readonly retryAfterMs?: number;
}

type Client = SocketModeReceiver['client'];

/** How long a socket may take to say goodbye, in milliseconds. */
const goodbyeMs = 1000;

/** Opens a socket, works on what comes, and resolves when it is closed, for whatever reason. Never rejects. */
export async function liveSocket(sockets: Sockets, lane: Lane, signal: AbortSignal): Promise<Ending> {
  const { slack } = sockets;
  const attempt = new AbortController();
  const ending = AbortSignal.any([signal, attempt.signal]);
  const { client } = receiverFor(sockets, ending);
  client.on('slack_event', (envelope: unknown) => track(slack, onEnvelope(sockets, envelope)));
  const gone = new Promise<void>((resolve) => client.once('disconnected', resolve));
  try {
    await untilHello(slack, client, signal);
    const since = slack.options.clock.now();
    lane.connected = true;
    await Promise.race([gone, whenAborted(ending)]);
    const livedMs = slack.options.clock.now() - since;
    return { reason: 'the socket was closed', livedMs, tokenRefused: false };
  } catch (error) {
    return endingOf(error);
  } finally {
    lane.connected = false;
    attempt.abort();
    await closeSocket(slack.options.clock, client);
  }
}

/**
 * Reconnecting is not left to the SDK: it waits five seconds between two sockets, and an `invalid_auth` on the way
 * is a rejection that nobody handles, which ends the process.
 */
const receiverFor = (sockets: Sockets, signal: AbortSignal) =>
  new SocketModeReceiver({
    appToken: sockets.appToken,
    autoReconnectEnabled: false,
    logger: sockets.slack.boltLogger,
    installerOptions: { clientOptions: clientOptions(sockets.slack, signal) },
  });

async function untilHello(slack: SlackState, client: Client, signal: AbortSignal): Promise<void> {
  const enough = new AbortController();
  const patience = slack.options.clock
    .sleep(slack.timing.helloMs, AbortSignal.any([signal, enough.signal]))
    .then(() => Promise.reject(new Error('Slack did not say hello in time')));
  try {
    await Promise.race([client.start(), patience]);
  } finally {
    enough.abort();
    // The loser of the race: aborted just now, or not waited for any more.
    patience.catch(() => undefined);
  }
}

function endingOf(error: unknown): Ending {
  if (error === undefined)
    return { reason: 'the socket closed before Slack said hello', tokenRefused: false };
  const tokenRefused = isTokenRefusal(error);
  const failure = toFailure(error);
  if (failure.kind === 'rate-limited')
    return { reason: 'Slack asked to wait', tokenRefused, retryAfterMs: failure.retryAfterMs };
  if (tokenRefused || failure.kind === 'refused')
    return { reason: `Slack refused the app token: ${toError(error).message}`, tokenRefused: true };
  return { reason: failure.message, tokenRefused };
}

const EnvelopeSchema = z.object({
  body: BodySchema,
  retry_num: z.number().optional(),
  retry_reason: z.string().optional(),
  ack: z.custom<(payload?: unknown) => Promise<void>>((value) => typeof value === 'function'),
});

/** Without an acknowledgement Slack delivers an event again. */
async function onEnvelope(sockets: Sockets, envelope: unknown): Promise<void> {
  const { slack, app } = sockets;
  const parsed = EnvelopeSchema.safeParse(envelope);
  if (!parsed.success) return slack.logger.warn({}, 'an envelope from Slack could not be read');
  const { body, ack, retry_num: retryNum, retry_reason: retryReason } = parsed.data;
  try {
    await deliver(
      app,
      {
        body,
        ...(retryNum === undefined ? {} : { retryNum }),
        ...(retryReason === undefined ? {} : { retryReason }),
      },
      ack,
    );
  } catch (error) {
    slack.logger.error({ err: toError(error) }, 'an envelope from Slack was not confirmed');
  }
}

/** Says goodbye; a second `disconnect` cuts the connection when the other side does not answer. */
async function closeSocket(clock: Clock, client: Client): Promise<void> {
  const enough = new AbortController();
  const patience = clock.sleep(goodbyeMs, enough.signal).then(
    () => client.disconnect(),
    // Aborted below: the goodbye was answered.
    () => undefined,
  );
  await Promise.race([client.disconnect(), patience]);
  enough.abort();
}

const whenAborted = (signal: AbortSignal): Promise<void> =>
  new Promise((resolve) => {
    if (signal.aborted) resolve();
    signal.addEventListener('abort', () => resolve(), { once: true });
  });
