import { expect, test } from 'vitest';
import type { Post } from '../../../../src/domain/post.ts';
import { runOutboxSender } from '../../../../src/runner/outbox/outbox-sender.ts';
import {
  createRunnerWorld,
  createScriptedChat,
  running,
  type RunnerWorld,
  type ScriptedChat,
} from '../../../support/core/runner-world.ts';

const start = ({ runtime }: RunnerWorld, chat: ScriptedChat) =>
  running((signal) =>
    runOutboxSender(
      { runtime, chats: new Map([['slack', chat]]), cardMs: 3000, redact: (text) => text },
      signal,
    ),
  );

const notice = (key: string, channel: string, thread?: string): Post => ({
  key,
  kind: 'notice',
  to: { platform: 'slack', workspace: 'T1', channel, ...(thread === undefined ? {} : { thread }) },
  content: { tone: 'info', title: key, blocks: [] },
});

test('what belongs to no goal goes to the place it names, in order, and places do not wait for each other', async () => {
  const world = createRunnerWorld();
  const chat = createScriptedChat();
  chat.script.push({ ok: false, failure: { kind: 'rate-limited', retryAfterMs: 30_000 } });
  const sender = start(world, chat);
  await world.store.commit({ posts: [notice('a1', 'A'), notice('a2', 'A'), notice('b1', 'B', '1.2')] });
  await world.clock.advance(1000);
  expect(chat.messages.map(({ key }) => key)).toEqual(['b1']);
  await world.clock.advance(40_000);
  await sender.stop();
  expect(chat.messages.map(({ key, to }) => [key, to.channel, to.thread])).toEqual([
    ['b1', 'B', '1.2'],
    ['a1', 'A', undefined],
    ['a2', 'A', undefined],
  ]);
  expect(await world.store.pending()).toEqual([]);
});

test('a card whose goal was taken out while it was under way leaves nothing behind', async () => {
  const world = createRunnerWorld();
  const chat = createScriptedChat();
  const { id } = await world.request();
  const waiting = await world.store.pending();
  const version = (await world.store.load(id))?.version ?? 0;
  await world.store.commit({ purge: { id, expectedVersion: version } });
  expect(await world.store.pending()).toEqual([]);
  await world.store.commit({ posts: waiting.map(({ post }) => post) });
  const sender = start(world, chat);
  await world.clock.advance(10_000);
  await sender.stop();
  expect(chat.messages).toEqual([]);
  expect(await world.store.pending()).toEqual([]);
});
