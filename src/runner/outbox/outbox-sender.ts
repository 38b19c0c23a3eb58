import type { Post } from '../../domain/post.ts';
import { cardIntervalMs, doubtSettlesMs, resendDelayMs } from '../../policy/posting.ts';
import type { OutboxRow } from '../../ports/store/outbox.ts';
import { createBell } from '../bell.ts';
import { sendRow } from './send-row.ts';
import type { Lane, Sender, SenderOptions } from './sender.ts';

/** The safety net under every missed wake-up, in milliseconds. */
const longestNapMs = 5000;

/**
 * Sends what the outbox holds, until `signal`: in order within a goal's thread, goals (and places, for what belongs to no goal) beside each other, so that one
 * channel that is slow, limited or gone does not hold up the others. Cards come after notices and only so often.
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
  return { ...options, lanes: new Map(), bell: createBell(), startedAt: clock.now(), inherited };
}

/** Starts every lane that may send now; answers the milliseconds until the next one may. */
function serve(sender: Sender, rows: readonly OutboxRow[], signal: AbortSignal): number {
  const now = sender.runtime.clock.now();
  const byLane = Map.groupBy(rows, (row) => laneName(row.post));
  let wait = longestNapMs;
  for (const [name, waiting] of byLane) {
    const lane = laneOf(sender, name, waiting);
    const next = nextRow(waiting);
    if (next === undefined || lane.busy) continue;
    const due = Math.max(
      lane.notBefore,
      next.post.kind === 'card' ? lane.cardAt + cardIntervalMs(sender.cardMs, byLane.size) : 0,
    );
    if (due <= now) void sendFrom(sender, lane, next, signal);
    else wait = Math.min(wait, due - now);
  }
  return wait;
}

/** Root first (it may be a later one, at another place), then notices in order, the card last: it holds the newest state. */
function nextRow(rows: readonly OutboxRow[]): OutboxRow | undefined {
  const inOrder = rows.toSorted((a, b) => a.order - b.order);
  const first = (kind: Post['kind']) => inOrder.find((row) => row.post.kind === kind);
  return first('root') ?? first('notice') ?? first('card');
}

function laneName({ goal, to }: Post): string {
  return goal ?? ['to', to.platform, to.workspace, to.channel, to.thread ?? ''].join('/');
}

function laneOf(sender: Sender, name: string, waiting: readonly OutboxRow[]): Lane {
  const known = sender.lanes.get(name);
  if (known !== undefined) return known;
  // What an earlier life sent in its last moment may still be on its way to where it is looked up.
  const settling = waiting.some((row) => row.order <= sender.inherited);
  const lane: Lane = {
    busy: false,
    failures: 0,
    notBefore: settling ? sender.startedAt + doubtSettlesMs : 0,
    cardAt: 0,
    doubtful: undefined,
  };
  sender.lanes.set(name, lane);
  return lane;
}

async function sendFrom(sender: Sender, lane: Lane, row: OutboxRow, signal: AbortSignal): Promise<void> {
  const { clock, logger } = sender.runtime;
  lane.busy = true;
  try {
    const outcome = await sendRow(sender, lane, row, signal);
    if (outcome.sent) lane.failures = 0;
    else {
      lane.failures += 1;
      lane.notBefore = clock.now() + (outcome.retryAfterMs ?? resendDelayMs(lane.failures));
    }
    if (row.post.kind === 'card') lane.cardAt = clock.now();
  } catch (error) {
    if (signal.aborted) return;
    // It may have been sent before the fault, for example when the store could not take the confirmation.
    lane.doubtful = row.post.key;
    lane.failures += 1;
    lane.notBefore = clock.now() + resendDelayMs(lane.failures);
    logger.error({ err: error, post: row.post.key }, 'a post could not be handled; it stays in the outbox');
  } finally {
    lane.busy = false;
    sender.bell.ring();
  }
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
    if (![...sender.lanes.values()].some((lane) => lane.busy)) return;
    await news;
  }
}
