import { expect, test } from 'vitest';
import type { Post, ReceiptSign } from '../../../../src/domain/post.ts';
import type { SendResult } from '../../../../src/ports/chat/chat.ts';
import { runOutboxSender } from '../../../../src/runner/outbox/outbox-sender.ts';
import {
  createRunnerWorld,
  createScriptedChat,
  running,
  type RunnerWorld,
  type ScriptedChat,
} from '../../../support/core/runner-world.ts';

const start = ({ runtime }: RunnerWorld, chat: ScriptedChat, cardMs = 3000) =>
  running((signal) =>
    runOutboxSender({ runtime, chats: new Map([['slack', chat]]), cardMs, redact: (text) => text }, signal),
  );

const post = (key: string, thread: string, more: Partial<Post> = {}): Post => ({
  key,
  kind: 'notice',
  to: { platform: 'slack', workspace: 'T1', channel: 'C1', thread },
  content: { tone: 'info', title: key, blocks: [] },
  ...more,
});

const marking = (key: string, message: string, sign: ReceiptSign = 'seen'): Post => ({
  ...post(key, ''),
  kind: 'sign',
  to: { platform: 'slack', workspace: 'T1', channel: 'C1' },
  mark: {
    message: { platform: 'slack', workspace: 'T1', channel: 'C1', messageId: message },
    sign,
  },
});

/** What stood in the chat when, in seconds. */
const timed = ({ clock }: RunnerWorld, chat: ScriptedChat) => {
  const begin = clock.now();
  const times: [string, number][] = [];
  const send = chat.send.bind(chat);
  chat.send = (message, signal) => {
    times.push([message.key, Math.round((clock.now() - begin) / 1000)]);
    return send(message, signal);
  };
  return times;
};

test('what asks people goes before what has ended, and that before what goes on, in a channel that is full', async () => {
  const world = createRunnerWorld();
  const chat = createScriptedChat();
  const begun = Array.from({ length: 4 }, (_, index) => post(`first ${index}`, `1.${index}`));
  await world.store.commit({ posts: begun });
  const sender = start(world, chat);
  await world.clock.advance(2000);
  await world.store.commit({
    posts: [
      post('on its way', '2.1'),
      post('ended', '2.2', { urgency: 'result' }),
      post('asks', '2.3', { urgency: 'ask' }),
      post('on its way, too', '2.4'),
    ],
  });
  await world.clock.advance(20_000);
  await sender.stop();
  expect(chat.messages.slice(4).map(({ key }) => key)).toEqual([
    'asks',
    'ended',
    'on its way',
    'on its way, too',
  ]);
});

test('in one thread nothing is overtaken: what stands before something urgent is as urgent', async () => {
  const world = createRunnerWorld();
  const chat = createScriptedChat();
  const begun = Array.from({ length: 4 }, (_, index) => post(`first ${index}`, `1.${index}`));
  await world.store.commit({ posts: begun });
  const sender = start(world, chat);
  await world.clock.advance(2000);
  await world.store.commit({
    posts: [
      post('elsewhere', '2.1', { urgency: 'result' }),
      post('before', '2.2'),
      post('asks', '2.2', { urgency: 'ask' }),
    ],
  });
  await world.clock.advance(20_000);
  await sender.stop();
  expect(chat.messages.slice(4).map(({ key }) => key)).toEqual(['before', 'asks', 'elsewhere']);
});

test('a channel gets no more than its platform takes, and two channels get twice as much', async () => {
  const world = createRunnerWorld();
  const chat = createScriptedChat();
  const times = timed(world, chat);
  const sender = start(world, chat);
  const posts = Array.from({ length: 24 }, (_, index) => {
    const row = post(`p${index}`, `1.${index}`);
    return { ...row, to: { ...row.to, channel: index % 2 === 0 ? 'C1' : 'C2' } };
  });
  await world.store.commit({ posts });
  await world.clock.advance(30_000);
  await sender.stop();
  expect(times).toHaveLength(24);
  for (let from = 0; from < 12; from += 1)
    expect(times.filter(([, at]) => at >= from && at < from + 4).length).toBeLessThanOrEqual(8);
  expect(times.at(-1)?.[1]).toBeLessThan(15);
});

test('a limit of the whole platform holds every channel, and only what is limited', async () => {
  const world = createRunnerWorld();
  const chat = createScriptedChat();
  chat.script.push({
    ok: false,
    failure: { kind: 'rate-limited', retryAfterMs: 30_000, everywhere: true },
  });
  const sender = start(world, chat);
  await world.store.commit({ posts: [post('one', '1.1')] });
  await world.clock.advance(100);
  const other = post('other', '1.1');
  const mark = marking('mark', '1.2');
  await world.store.commit({ posts: [{ ...other, to: { ...other.to, channel: 'C2' } }, mark] });
  await world.clock.advance(20_000);
  expect(chat.messages).toEqual([]);
  expect(chat.calls).toContain('sign 1.2 seen');
  await world.clock.advance(20_000);
  await sender.stop();
  expect(chat.messages.map(({ key }) => key).toSorted()).toEqual(['one', 'other']);
});

test('many cards that change all the time are edited in turns, the newest state only, within the allowance', async () => {
  const world = createRunnerWorld();
  const chat = createScriptedChat();
  const edits: { readonly key: string; readonly at: number; readonly title: string }[] = [];
  chat.edit = async (messageId, { key, content }) => {
    edits.push({ key, at: world.clock.now(), title: content.title });
    return { ok: true, messageId };
  };
  const goals = [];
  for (let index = 0; index < 12; index += 1)
    goals.push(await world.request({ origin: { platform: 'slack', workspace: 'T1', channel: `C${index}` } }));
  const sender = start(world, chat);
  await world.clock.advance(5000);
  for (let second = 0; second < 90; second += 1) {
    const title = String(world.clock.now());
    const posts = goals.map(({ id, origin }): Post => ({
      key: `${id}/card`,
      goal: id,
      kind: 'card',
      to: origin,
      content: { tone: 'work', title, blocks: [] },
    }));
    await world.store.commit({ posts });
    await world.clock.advance(1000);
  }
  await sender.stop();
  const counts = goals.map(({ id }) => edits.filter(({ key }) => key === `${id}/card`).length);
  expect(Math.min(...counts)).toBeGreaterThanOrEqual(4);
  expect(Math.max(...counts) - Math.min(...counts)).toBeLessThanOrEqual(1);
  for (const { at, title } of edits) expect(at - Number(title)).toBeLessThanOrEqual(1000);
  for (const { at: from } of edits)
    expect(edits.filter(({ at }) => at >= from && at < from + 60_000).length).toBeLessThanOrEqual(44);
});

test('of several signs for one message only the newest is shown', async () => {
  const world = createRunnerWorld();
  const chat = createScriptedChat();
  const goal = 'G-1' as Post['goal'];
  await world.request();
  const seen = { ...marking('G-1/sign/M-1/seen', '1.1'), goal };
  const read = { ...marking('G-1/sign/M-1/delivered', '1.1', 'delivered'), goal };
  const other = { ...marking('G-1/sign/M-2/seen', '1.2'), goal };
  await world.store.commit({
    posts: [seen, read, other],
  });
  const sender = start(world, chat);
  await world.clock.advance(10_000);
  await sender.stop();
  expect(chat.calls.filter((call) => call.startsWith('sign'))).toEqual([
    'sign 1.1 delivered',
    'sign 1.2 seen',
  ]);
  expect(await world.store.outcome('G-1/sign/M-1/seen')).toEqual({ refused: 'obsolete' });
  expect(await world.store.pending()).toEqual([]);
});

test('a sign that is refused is given up, and holds up nothing', async () => {
  const world = createRunnerWorld();
  const chat = createScriptedChat();
  const refused: SendResult = { ok: false, failure: { kind: 'refused', code: 'no_reaction', hint: '' } };
  chat.sign = async () => refused;
  const sender = start(world, chat);
  await world.store.commit({ posts: [marking('m', '1.1'), post('notice', '1.1')] });
  await world.clock.advance(10_000);
  await sender.stop();
  expect(chat.messages.map(({ key }) => key)).toEqual(['notice']);
  expect(await world.store.pending()).toEqual([]);
});
