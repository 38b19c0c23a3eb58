import { expect, test } from 'vitest';
import type { OutboxRow } from '../../../../src/ports/store/outbox.ts';
import { runOutboxSender } from '../../../../src/runner/outbox/outbox-sender.ts';
import { settle } from '../../../support/core/fake-clock.ts';
import {
  createRunnerWorld,
  createScriptedChat,
  running,
  type RunnerWorld,
  type ScriptedChat,
} from '../../../support/core/runner-world.ts';
import { alice } from '../../../support/core/sample-goal.ts';

/** Secrets that are removed from what leaves. */
const redact = (text: string): string => text.replaceAll('hunter2', '***');

const start = ({ runtime }: RunnerWorld, chat: ScriptedChat, cardMs = 3000) =>
  running((signal) =>
    runOutboxSender({ runtime, chats: new Map([['slack', chat]]), cardMs, redact }, signal),
  );

const pausing = [
  { type: 'PauseWished', by: alice },
  { type: 'ResumeWished', by: alice },
] as const;

test('the root card opens the thread, then come the notices in order, then the card', async () => {
  const world = createRunnerWorld();
  const chat = createScriptedChat();
  const sender = start(world, chat);
  const { id } = await world.request();
  await world.happen(id, ...pausing, ...pausing);
  await world.clock.advance(10_000);
  await sender.stop();
  expect(chat.calls.filter((call) => call.startsWith('send'))).toEqual([
    'send G-1/root/1',
    'send G-1/notice/1',
    'send G-1/notice/2',
    'send G-1/notice/3',
    'send G-1/notice/4',
  ]);
  expect(chat.messages.slice(1).every((message) => message.to.thread === 'id-G-1/root/1')).toBe(true);
  expect(await world.store.pending()).toEqual([]);
});

test('a post whose answer was lost is looked for, and not sent again when it is there', async () => {
  const world = createRunnerWorld();
  const chat = createScriptedChat();
  chat.script.push({ ok: false, stored: true, failure: { kind: 'doubtful', message: 'ETIMEDOUT' } });
  const sender = start(world, chat);
  await world.request();
  await world.clock.advance(5000);
  await sender.stop();
  expect(chat.calls).toEqual(['send G-1/root/1', 'find G-1/root/1']);
  expect((await world.goal(1)).origin.thread).toBe('id-G-1/root/1');
});

test('a post whose answer was lost is sent again when it is not there', async () => {
  const world = createRunnerWorld();
  const chat = createScriptedChat();
  chat.script.push({ ok: false, failure: { kind: 'doubtful', message: 'ETIMEDOUT' } });
  const sender = start(world, chat);
  await world.request();
  await world.clock.advance(5000);
  await sender.stop();
  expect(chat.calls).toEqual(['send G-1/root/1', 'find G-1/root/1', 'send G-1/root/1']);
});

test('what waited at the start is looked for first, after a moment; what came later is not', async () => {
  const world = createRunnerWorld();
  const chat = createScriptedChat();
  await world.request();
  const sender = start(world, chat);
  await settle();
  expect(chat.calls).toEqual([]);
  await world.clock.advance(2000);
  await world.request();
  await settle();
  await sender.stop();
  expect(chat.calls).toEqual(['find G-1/root/1', 'send G-1/root/1', 'send G-2/root/1']);
});

test('a confirmation that cannot be stored does not make the post appear twice', async () => {
  const broken = { on: true };
  const world = createRunnerWorld((store) => ({
    ...store,
    async commit(commit) {
      if (broken.on && commit.postsDone !== undefined) throw new Error('the disk is full');
      return store.commit(commit);
    },
  }));
  const chat = createScriptedChat();
  const sender = start(world, chat);
  await world.request();
  await world.clock.advance(60_000);
  broken.on = false;
  await world.clock.advance(60_000);
  await sender.stop();
  expect(chat.calls.filter((call) => call === 'send G-1/root/1')).toHaveLength(1);
  expect(chat.messages).toHaveLength(1);
  expect(await world.store.pending()).toEqual([]);
});

test('a list of waiting posts that is older than the last confirmation sends nothing twice', async () => {
  const lists: Promise<readonly OutboxRow[]>[] = [];
  const world = createRunnerWorld((store) => ({
    ...store,
    // Every list is one that was read a few looks before.
    pending() {
      lists.push(store.pending());
      return lists.at(-4) ?? Promise.resolve([]);
    },
  }));
  const chat = createScriptedChat();
  const sender = start(world, chat);
  const { id } = await world.request();
  await world.happen(id, ...pausing);
  await world.clock.advance(60_000);
  await sender.stop();
  const sends = chat.calls.filter((call) => call.startsWith('send'));
  expect(sends).toEqual(['send G-1/root/1', 'send G-1/notice/1', 'send G-1/notice/2']);
});

test('a limit is waited out as the platform asks, and holds up no other channel', async () => {
  const world = createRunnerWorld();
  const chat = createScriptedChat();
  chat.script.push({ ok: false, failure: { kind: 'rate-limited', retryAfterMs: 30_000 } });
  const sender = start(world, chat);
  await world.request();
  await world.clock.advance(100);
  await world.request();
  await world.request({ origin: { platform: 'slack', workspace: 'T1', channel: 'C2' } });
  await world.clock.advance(29_000);
  expect(chat.calls).toEqual(['send G-1/root/1', 'send G-3/root/1']);
  await world.clock.advance(2000);
  await sender.stop();
  expect(chat.calls.slice(2)).toEqual(['send G-1/root/1', 'send G-2/root/1']);
});

test('a refused root card goes to the dispatcher instead, and what was said before follows it there', async () => {
  const world = createRunnerWorld();
  const chat = createScriptedChat();
  chat.script.push({ ok: false, failure: { kind: 'refused', code: 'is_archived', hint: 'x' } });
  const sender = start(world, chat);
  const { id } = await world.request();
  await world.happen(id, ...pausing);
  await world.clock.advance(10_000);
  await sender.stop();
  expect(chat.messages[0]).toMatchObject({ key: 'G-1/root/2', to: { channel: 'U1' } });
  expect(chat.messages.map((message) => message.key)).toContain('G-1/notice/1');
  expect(await world.store.pending()).toEqual([]);
});

test('a post for a platform that is not connected waits: the next start may connect it', async () => {
  const world = createRunnerWorld();
  const chat = createScriptedChat();
  const sender = start(world, chat);
  await world.request({ origin: { platform: 'discord', workspace: 'D', channel: 'C' } });
  await world.clock.advance(200_000);
  await sender.stop();
  expect(chat.calls).toEqual([]);
  expect((await world.store.pending()).map(({ post }) => post.key)).toContain('G-1/root/1');
  expect(await world.store.outcome('G-1/root/1')).toBeUndefined();
});

test('cards are edited at most as often as configured, and the last edit shows the newest state', async () => {
  const world = createRunnerWorld();
  const chat = createScriptedChat();
  const sender = start(world, chat, 5000);
  const { id } = await world.request();
  await world.clock.advance(100);
  for (let round = 0; round < 20; round += 1) {
    await world.happen(id, ...pausing);
    await world.clock.advance(500);
  }
  await world.clock.advance(20_000);
  await sender.stop();
  const edits = chat.calls.filter((call) => call.startsWith('edit'));
  expect(edits.length).toBeGreaterThan(1);
  expect(edits.length).toBeLessThanOrEqual(5);
});

test('secrets do not leave, whoever wrote them', async () => {
  const world = createRunnerWorld();
  const chat = createScriptedChat();
  const sender = start(world, chat);
  const { id } = await world.request({ title: 'log in with hunter2' });
  await world.happen(id, { type: 'CancelWished', by: alice, reason: 'hunter2 leaked' });
  await world.clock.advance(10_000);
  await sender.stop();
  expect(chat.messages.length).toBeGreaterThan(1);
  expect(JSON.stringify(chat.messages)).not.toContain('hunter2');
});
