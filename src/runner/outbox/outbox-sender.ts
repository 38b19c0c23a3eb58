import { mannerOf } from '../../policy/outbox/pace.ts';
import { resendDelayMs } from '../../policy/posting.ts';
import type { OutboxRow } from '../../ports/store/outbox.ts';
import { createBell } from '../bell.ts';
import { enterLane, holdLane, laneFreeAt } from './lanes.ts';
import { candidatesOf, type Candidate } from './queues.ts';
import { sendRow } from './send-row.ts';
import type { Outcome, Sender, SenderOptions } from './sender.ts';

/** The safety net under every missed wake-up, in milliseconds. */
const longestNapMs = 5000;

/**
 * Sends what the outbox holds, until `signal`: in order within a goal's thread, goals (and places, for what belongs to
 * no goal) beside each other, as fast as the platform lets it; the most urgent first where one place is wanted by many.
 * A place that is slow, limited or gone holds up no other. Cards come last, each only so often, and in turns.
 */
export async function runOutboxSender(options: SenderOptions, signal: AbortSignal): Promise<void> {
  const sender = await openSender(options);
  const unsubscribe = options.runtime.store.onCommit((change) => {
    if (change.posts) sender.bell.ring();
  });
  signal.addEventListener('abort', sender.bell.ring, { once: true });
  try {
    while (!signal.aborted) {
      const news = sender.bell.next();
      const wait = serve(sender, await options.runtime.store.pending(), signal);
      await nap(sender, news, wait);
    }
  } finally {
    unsubscribe();
    await allIdle(sender);
  }
}

async function openSender(options: SenderOptions): Promise<Sender> {
  const { store, clock } = options.runtime;
  const inherited = Math.max(0, ...(await store.pending()).map((row) => row.order));
  const state = { queues: new Map(), lanes: new Map(), bell: createBell() };
  return { ...options, ...state, startedAt: clock.now(), inherited };
}

/** Starts everything that may be sent now; answers the milliseconds until the next may. */
function serve(sender: Sender, rows: readonly OutboxRow[], signal: AbortSignal): number {
  const now = sender.runtime.clock.now();
  let wait = longestNapMs;
  for (const candidate of candidatesOf(sender, rows)) {
    const due = dueAt(sender, candidate);
    if (due <= now) void sendFrom(sender, candidate, signal);
    else wait = Math.min(wait, due - now);
  }
  return wait;
}

function dueAt(sender: Sender, { queue, row: { post } }: Candidate): number {
  const rhythm = post.kind === 'card' ? queue.cardAt + sender.cardMs : 0;
  return Math.max(queue.notBefore, rhythm, laneFreeAt(sender, queue.place ?? post.to, mannerOf(post)));
}

async function sendFrom(sender: Sender, candidate: Candidate, signal: AbortSignal): Promise<void> {
  const { clock, logger } = sender.runtime;
  const { queue, row } = candidate;
  const leave = enterLane(sender, queue.place ?? row.post.to, mannerOf(row.post));
  queue.busy = true;
  try {
    heed(sender, candidate, await sendRow(sender, queue, candidate, signal));
    if (row.post.kind === 'card') queue.cardAt = clock.now();
  } catch (error) {
    if (signal.aborted) return;
    // It may have been sent before the fault, for example when the store could not take the confirmation.
    queue.doubtful = row.post.key;
    queue.failures += 1;
    queue.notBefore = clock.now() + resendDelayMs(queue.failures);
    logger.error({ err: error, post: row.post.key }, 'a post could not be handled; it stays in the outbox');
  } finally {
    queue.busy = false;
    leave();
    sender.bell.ring();
  }
}

/** A limit holds everything that shares it; other failures hold the thread that they happened in. */
function heed(sender: Sender, { queue, row }: Candidate, outcome: Outcome): void {
  if (outcome.sent) {
    queue.failures = 0;
    return;
  }
  queue.failures += 1;
  const until = sender.runtime.clock.now() + (outcome.retryAfterMs ?? resendDelayMs(queue.failures));
  if (outcome.holds === undefined) queue.notBefore = until;
  else holdLane(sender, queue.place ?? row.post.to, mannerOf(row.post), until, outcome.holds === 'platform');
}

async function nap(sender: Sender, news: Promise<void>, ms: number): Promise<void> {
  const over = new AbortController();
  const sleep = sender.runtime.clock.sleep(ms, over.signal).catch(() => undefined);
  await Promise.race([news, sleep]);
  over.abort();
}

async function allIdle(sender: Sender): Promise<void> {
  for (;;) {
    const news = sender.bell.next();
    if (![...sender.queues.values()].some((queue) => queue.busy)) return;
    await news;
  }
}
