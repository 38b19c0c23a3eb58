import {
  AuthorizationError,
  connect,
  headers,
  PermissionViolationError,
  type NatsConnection,
} from '@nats-io/transport-node';
import { subjectProblem } from '../../../src/domain/hooks/hook-address.ts';
import { toError } from '../../../src/domain/errors.ts';
import type { HookOutcome, NatsCall } from '../../../src/ports/hooks/hook-outlets.ts';
import type { Logger } from '../../../src/ports/logger.ts';
import { natsAddress, type NatsAddress } from './nats-address.ts';

export interface Publisher {
  publish(call: NatsCall, signal: AbortSignal): Promise<HookOutcome>;
  close(): Promise<void>;
}

interface PublisherOptions {
  readonly natsUrl: string;
  readonly actMs: number;
  readonly logger: Logger;
}

interface State extends PublisherOptions {
  readonly address: NatsAddress | undefined;
  /** The one connection, or the attempt to make it; forgotten when it is over. */
  link: Promise<Link> | undefined;
}

interface Link {
  readonly connection: NatsConnection;
  /** Subjects that the server did not let us publish on, since the connection was made. */
  readonly forbidden: Set<string>;
}

/** Milliseconds for a connection to come about. */
const connectMs = 5000;

/** Bytes of a message beside its body, at most: headers with the delivery's name. */
const headerBytes = 512;

/**
 * Publishes over one connection, which is made when it is needed first, and again after it broke: a message is handed
 * over only to a server that is there, so that what was not sent is known not to be.
 */
export function createPublisher(options: PublisherOptions): Publisher {
  const state: State = { ...options, address: natsAddress(options.natsUrl), link: undefined };
  return {
    publish: (call, signal) => publish(state, call, signal),
    async close() {
      const link = await state.link?.catch(() => undefined);
      await link?.connection.close();
    },
  };
}

async function publish(state: State, call: NatsCall, signal: AbortSignal): Promise<HookOutcome> {
  const problem = subjectProblem(call.subject);
  if (problem !== undefined) return { is: 'failed', note: `the subject ${problem}` };
  if (state.address === undefined)
    return { is: 'failed', note: 'NATS_URL is no address such as nats://host:4222' };
  let link: Link;
  try {
    link = await (state.link ??= openLink(state, state.address));
  } catch (error) {
    return notConnected(error);
  }
  if (signal.aborted) return { is: 'not-done', note: 'drover goes away' };
  return handOver(state, link, call, signal);
}

async function openLink(state: State, address: NatsAddress): Promise<Link> {
  const { server, tls, user, pass, token } = address;
  try {
    const connection = await connect({
      servers: server,
      name: 'drover',
      timeout: connectMs,
      reconnect: false,
      ignoreClusterUpdates: true,
      ...(tls ? { tls: {} } : {}),
      ...(user === undefined ? {} : { user }),
      ...(pass === undefined ? {} : { pass }),
      ...(token === undefined ? {} : { token }),
    });
    const forbidden = new Set<string>();
    void listen(state, connection, forbidden);
    return { connection, forbidden };
  } catch (error) {
    state.link = undefined;
    throw error;
  }
}

/** The server says by the way that something was not allowed. Never rejects. */
async function listen(state: State, connection: NatsConnection, forbidden: Set<string>): Promise<void> {
  try {
    for await (const status of connection.status())
      if (status.type === 'error' && status.error instanceof PermissionViolationError)
        forbidden.add(status.error.subject);
  } catch (error) {
    state.logger.warn({ err: toError(error) }, 'the connection to NATS broke');
  } finally {
    state.link = undefined;
  }
}

async function handOver(
  state: State,
  { connection, forbidden }: Link,
  call: NatsCall,
  signal: AbortSignal,
): Promise<HookOutcome> {
  const { actMs } = state;
  const most = connection.info?.max_payload ?? Infinity;
  if (Buffer.byteLength(call.body) + headerBytes > most)
    return { is: 'failed', note: `the message is larger than the server takes (${most} bytes)` };
  forbidden.delete(call.subject);
  try {
    connection.publish(call.subject, call.body, { headers: headersOf(call) });
  } catch (error) {
    return { is: 'not-done', note: `the connection is closed (${toError(error).name})` };
  }
  const broken = connection.closed().then(() => 'broken' as const);
  const flushed = await settled([flushOf(connection), broken], actMs, signal);
  if (forbidden.has(call.subject))
    return { is: 'failed', note: `the server does not let drover publish on ${call.subject}` };
  if (flushed === 'done') return { is: 'done' };
  // The next message gets a connection that works.
  state.link = undefined;
  void connection.close();
  const why =
    flushed === 'late' ? `no confirmation in ${Math.round(actMs / 1000)} s` : 'the connection broke';
  return { is: 'unknown', note: `${why}; it may have been published` };
}

/** JetStream drops a second message with the same id. Source: docs.nats.io, Message Deduplication. */
function headersOf({ key, event }: NatsCall) {
  const made = headers();
  made.set('Nats-Msg-Id', key);
  made.set('Drover-Event', event);
  return made;
}

/** The server has read everything that was published before. */
const flushOf = (connection: NatsConnection): Promise<'done' | 'broken'> =>
  connection.flush().then(
    () => 'done' as const,
    () => 'broken' as const,
  );

/** Waits for the server's word, but not for ever. */
async function settled(
  answers: readonly Promise<'done' | 'broken'>[],
  actMs: number,
  signal: AbortSignal,
): Promise<'done' | 'late' | 'broken'> {
  const enough = AbortSignal.any([signal, AbortSignal.timeout(actMs)]);
  const late = Promise.withResolvers<'late'>();
  enough.addEventListener('abort', () => late.resolve('late'), { once: true });
  const outcome = await Promise.race([...answers, late.promise]);
  if (outcome === 'late') signal.throwIfAborted();
  return outcome;
}

/** Nothing was published. What the server refuses today it refuses in a minute. */
function notConnected(thrown: unknown): HookOutcome {
  const error = toError(thrown);
  if (error instanceof AuthorizationError || error.cause instanceof AuthorizationError)
    return { is: 'failed', note: 'the NATS server does not know who drover is: look at NATS_URL' };
  return { is: 'not-done', note: `the NATS server is not reached (${error.name})` };
}
