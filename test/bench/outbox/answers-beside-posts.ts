import type { Post } from '../../../src/domain/post.ts';
import type { Chat } from '../../../src/ports/chat/chat.ts';
import { runOutboxSender } from '../../../src/runner/outbox/outbox-sender.ts';
import { systemClock } from '../../../adapters/system/system-clock.ts';
import { createSilentLogger } from '../../support/core/silent-logger.ts';
import { createTestWorld } from '../../support/core/verb-world.ts';
import type { BenchRow, Measured } from '../bench-row.ts';
import { median } from '../measure.ts';

const asked = 400;
const waiting = 300;

const limited = { ok: false, failure: { kind: 'rate-limited', retryAfterMs: 20 } } as const;
const sent = { ok: true, messageId: '1' } as const;

/** A channel that takes nothing more for now: the outbox is as full as it gets, and never at rest. */
const full: Chat = {
  platform: 'slack',
  send: async () => limited,
  edit: async () => limited,
  find: async () => ({ ok: true }),
  sign: async () => sent,
  remove: async () => sent,
};

const backlog: Post[] = Array.from({ length: waiting }, (_, index) => ({
  key: `bench/${index}`,
  kind: 'notice',
  to: { platform: 'slack', workspace: 'T1', channel: `C${index % 10}`, thread: `1.${index}` },
  content: { tone: 'work', title: `post ${index}`, blocks: [] },
}));

const percentile = (values: readonly number[], share: number): number =>
  values.toSorted((a, b) => a - b)[Math.floor(values.length * share)] ?? Number.NaN;

const p99 = (values: readonly number[]): string => percentile(values, 0.99).toFixed(2);

async function measure(): Promise<Measured> {
  const { world, ask } = createTestWorld();
  await ask('run bench');
  const time = async (): Promise<number[]> => {
    const took: number[] = [];
    for (let index = 0; index < asked; index += 1) {
      const begun = performance.now();
      await ask('status G-1');
      took.push(performance.now() - begun);
      // Somebody else gets his turn, as between two commands.
      await new Promise((resolve) => setImmediate(resolve));
    }
    return took.slice(asked / 4);
  };
  const quiet = await time();
  const stop = new AbortController();
  const runtime = { ...world.runtime, clock: systemClock, logger: createSilentLogger() };
  const over = runOutboxSender(
    { runtime, chats: new Map([['slack', full]]), redact: (text) => text, cardMs: 0 },
    stop.signal,
  );
  await world.runtime.store.commit({ posts: backlog });
  const beside = await time();
  stop.abort();
  await over;
  return {
    value: median(beside) / median(quiet),
    detail: `p99 ${p99(beside)} ms with ${waiting} posts waiting, ${p99(quiet)} ms with none`,
  };
}

export const answersBesidePosts: BenchRow = {
  name: 'answer to /goal status while the outbox is full, p50',
  baseline: 'the same with nothing to be said',
  target: { kind: 'at most', value: 2 },
  unit: '×',
  run: measure,
};
