import { createReaper } from '../../adapters/process/create-reaper.ts';
import type { Platform } from '../domain/actor.ts';
import { toError } from '../domain/errors.ts';
import type { Chat, ChatConnection } from '../ports/chat/chat.ts';
import { runOutboxSender } from '../runner/outbox/outbox-sender.ts';
import { runMemoryKeeper } from '../runner/memory/run-memory-keeper.ts';
import { runRetention } from '../runner/retention/run-retention.ts';
import { runScheduler } from '../runner/recurring/scheduler.ts';
import { runWorker, sayGoodbye } from '../runner/worker.ts';
import { buildScheduler } from './recurring/build-scheduler.ts';
import { buildMemoryKeeper } from './memory/build-memory.ts';
import type { Opened } from './open-drover.ts';
import { recordSaid } from './web/record-said.ts';

/** Milliseconds that the last posts may take at the end. */
const flushMs = 5000;
const flushPollMs = 50;
/** Milliseconds that a folder which is being removed is waited for; the next start removes the rest. */
const clearingMs = 2000;

/** Something that serves until it is stopped: the HTTP server, a chat connection. */
export interface Served {
  readonly stop: () => Promise<void>;
}

/**
 * Works until `signal`, then leaves in order: nothing new is taken, running turns are left running (or ended, their
 * sessions kept), the cards say so, what is still to be said is sent, the store is closed. Rejects when the store failed, after leaving as far as possible.
 */
export async function runDrover(
  drover: Opened,
  connections: readonly ChatConnection[],
  served: readonly Served[],
  signal: AbortSignal,
): Promise<void> {
  const { runtime, tools, config, logger } = drover;
  const working = new AbortController();
  const sending = new AbortController();
  const chats = new Map<Platform, Chat>(
    connections.map(({ chat }) => [chat.platform, recordSaid(chat, drover.threads, runtime)]),
  );
  for (const { chat, attachments } of connections)
    if (attachments !== undefined) drover.senders.set(chat.platform, attachments);
  const reaper = createReaper(logger);
  const worker = runWorker(
    { runtime, tools, reaper, slots: config.concurrency, name: `pid ${process.pid}` },
    working.signal,
  );
  const clearing = runRetention(drover.retention, working.signal);
  const tidying = runMemoryKeeper(await buildMemoryKeeper(config, runtime, tools.memory), working.signal);
  const scheduling = runScheduler(buildScheduler(drover, connections), working.signal);
  const sender = runOutboxSender(
    { runtime, chats, redact: drover.redact, cardMs: config.beacon.minMs },
    sending.signal,
  );
  const ended = Promise.race([worker, sender]).then(
    () => undefined,
    (error: unknown) => toError(error),
  );
  const failure = await Promise.race([ended, untilAborted(signal)]);
  await Promise.allSettled([...connections, ...served].map((part) => part.stop()));
  working.abort();
  await Promise.allSettled([worker, scheduling]);
  await Promise.race([Promise.all([clearing, tidying]), runtime.clock.sleep(clearingMs, sending.signal)]);
  if (failure === undefined) {
    await sayGoodbye(runtime);
    await flush(drover);
  }
  sending.abort();
  await Promise.allSettled([sender]);
  await drover.close();
  if (failure !== undefined) throw failure;
}

const untilAborted = (signal: AbortSignal): Promise<undefined> =>
  new Promise((resolve) => {
    if (signal.aborted) resolve(undefined);
    else signal.addEventListener('abort', () => resolve(undefined), { once: true });
  });

/** Gives the last posts a moment; what cannot be sent now stays in the outbox for the next start. */
async function flush({ runtime }: Opened): Promise<void> {
  const never = new AbortController().signal;
  const end = runtime.clock.now() + flushMs;
  while (runtime.clock.now() < end && (await runtime.store.pending()).length > 0)
    await runtime.clock.sleep(flushPollMs, never);
}
