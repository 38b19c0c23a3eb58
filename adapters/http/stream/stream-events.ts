import type { ServerResponse } from 'node:http';
import { redactValue } from '../../../src/log/redact-value.ts';
import type { HttpServerOptions } from '../http-options.ts';
import { createBell, type Bell } from './bell.ts';
import type { Feed } from './feeds.ts';
import { eventFrame, heartbeatFrame, openingFrame } from './sse-frame.ts';

/** Milliseconds of silence after which a comment is sent; proxies cut connections after 30 to 60 s. */
export const heartbeatMs = 15_000;

/** Events that are read at a time. */
const pageSize = 200;

type Needs = Pick<HttpServerOptions, 'reader' | 'clock' | 'redact'>;

/**
 * Writes the feed as server-sent events: first what there is after `from`, then what comes, until `signal` ends it
 * (the reader went away, or drover stops). A slow reader is waited for; nothing is buffered for it.
 */
export async function streamEvents(
  response: ServerResponse,
  feed: Feed,
  from: number,
  needs: Needs,
  signal: AbortSignal,
): Promise<void> {
  await streaming(response, needs, signal, (bell) => pump({ response, feed, bell, needs }, from, signal));
}

/** Opens an event stream, lets `work` fill it, and ends it; the bell rings with every commit. An abort is no error. */
export async function streaming(
  response: ServerResponse,
  { reader }: Pick<Needs, 'reader'>,
  signal: AbortSignal,
  work: (bell: Bell) => Promise<void>,
): Promise<void> {
  const bell = createBell();
  const unsubscribe = reader.onCommit(bell.ring);
  try {
    response.writeHead(200, streamHeaders);
    await write(response, openingFrame, signal);
    await work(bell);
  } catch (error) {
    if (!signal.aborted) throw error;
  } finally {
    unsubscribe();
    response.end();
  }
}

const streamHeaders = {
  'content-type': 'text/event-stream; charset=utf-8',
  'cache-control': 'no-cache, no-transform',
  'x-accel-buffering': 'no',
  // Otherwise the connection would stay open, idle, after the stream has ended, and stopping would wait for it.
  connection: 'close',
};

interface Stream {
  readonly response: ServerResponse;
  readonly feed: Feed;
  readonly bell: Bell;
  readonly needs: Needs;
}

async function pump(stream: Stream, from: number, signal: AbortSignal): Promise<void> {
  const { response, feed, bell, needs } = stream;
  let cursor = from;
  while (!signal.aborted) {
    const page = await feed(cursor, pageSize);
    for (const item of page.items)
      await write(response, eventFrame(redactValue(item.event, needs.redact), item.cursor), signal);
    cursor = page.cursor;
    if (page.items.length === 0 && (await quiet(bell, needs, signal)))
      await write(response, heartbeatFrame, signal);
  }
}

/** Waits for a change; true when there was none for `heartbeatMs`. */
export async function quiet(
  bell: Bell,
  { clock }: Pick<Needs, 'clock'>,
  signal: AbortSignal,
): Promise<boolean> {
  const over = new AbortController();
  const either = AbortSignal.any([signal, over.signal]);
  try {
    return await Promise.race([
      bell.rung(either).then(() => false),
      clock.sleep(heartbeatMs, either).then(() => true),
    ]);
  } finally {
    over.abort();
  }
}

/** Resolves when the text is on its way and there is room for more. */
export async function write(response: ServerResponse, text: string, signal: AbortSignal): Promise<void> {
  signal.throwIfAborted();
  if (response.write(text)) return;
  await new Promise<void>((resolve) => {
    const done = () => {
      response.off('drain', done);
      signal.removeEventListener('abort', done);
      resolve();
    };
    response.once('drain', done);
    signal.addEventListener('abort', done, { once: true });
  });
}
