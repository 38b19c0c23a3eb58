import { createMemoryStore } from '../../../adapters/store/memory/create-memory-store.ts';
import type { Post } from '../../../src/domain/post.ts';
import type { Chat } from '../../../src/ports/chat/chat.ts';
import type { Store } from '../../../src/ports/store/store.ts';
import { runOutboxSender } from '../../../src/runner/outbox/outbox-sender.ts';
import { systemClock } from '../../../adapters/system/system-clock.ts';
import { createRunnerWorld } from '../../support/core/runner-world.ts';
import { createSilentLogger } from '../../support/core/silent-logger.ts';
import type { BenchRow, Measured } from '../bench-row.ts';
import { inTurns } from '../measure.ts';

const threads = 100;
const rounds = 5;

const sent = { ok: true, messageId: '1' } as const;

/** A chat in which everything is said at once, and that limits nothing. */
const mute: Chat = {
  platform: 'console',
  send: async () => sent,
  edit: async () => sent,
  find: async () => ({ ok: true }),
  sign: async () => sent,
  remove: async () => sent,
};

/** Two posts for each of a hundred threads, under keys of their own. */
const postsOf = (round: number): Post[] =>
  Array.from({ length: threads * 2 }, (_, index) => ({
    key: `bench/${round}/${index}`,
    kind: 'notice',
    to: { platform: 'console', workspace: 'local', channel: 'terminal', thread: `T-${index % threads}` },
    content: { tone: 'info', title: `post ${index}`, blocks: [] },
  }));

const newStore = (): Store => createMemoryStore({ clock: systemClock, logger: createSilentLogger() });

/** Says everything that waits, one after the other, with nothing in mind. */
async function bareLoop(store: Store): Promise<void> {
  for (const { post, revision } of await store.pending()) {
    await mute.send({ key: post.key, to: post.to, content: post.content }, never);
    await store.commit({ postsDone: [{ key: post.key, revision, result: { messageId: '1' } }] });
  }
}

const never = new AbortController().signal;

async function throughSender(store: Store): Promise<void> {
  const stop = new AbortController();
  const empty = Promise.withResolvers<void>();
  store.onCommit(() => {
    void store.pending().then((rows) => (rows.length === 0 ? empty.resolve() : undefined));
  });
  const { runtime } = createRunnerWorld();
  const over = runOutboxSender(
    {
      runtime: { ...runtime, store, clock: systemClock },
      chats: new Map([['console', mute]]),
      redact: (text) => text,
      cardMs: 0,
    },
    stop.signal,
  );
  await store.commit({ posts: postsOf(0) });
  await empty.promise;
  stop.abort();
  await over;
}

async function measure(): Promise<Measured> {
  const [ours, bare] = await inTurns(
    rounds,
    () => throughSender(newStore()),
    async () => {
      const store = newStore();
      await store.commit({ posts: postsOf(0) });
      await bareLoop(store);
    },
  );
  const perSecond = Math.round((threads * 2 * 1000) / ours);
  return {
    value: bare / ours,
    detail: `${perSecond} posts/s where nothing is limited; ${threads} threads at once`,
  };
}

export const outboxThroughput: BenchRow = {
  name: 'posts through the outbox, 100 threads',
  baseline: 'a bare loop over the same rows',
  target: { kind: 'at least', value: 0.05 },
  unit: '×',
  run: measure,
};
