import { expect, test } from 'vitest';
import type { ChatFailure } from '../../../../src/ports/chat/chat.ts';
import { runOutboxSender } from '../../../../src/runner/outbox/outbox-sender.ts';
import { statusCard } from '../../../../src/text/status-card.ts';
import {
  createRunnerWorld,
  createScriptedChat,
  running,
  type RunnerWorld,
  type ScriptedChat,
} from '../../../support/core/runner-world.ts';
import { alice } from '../../../support/core/sample-goal.ts';

const start = ({ runtime }: RunnerWorld, chat: ScriptedChat) =>
  running((signal) =>
    runOutboxSender(
      { runtime, chats: new Map([['slack', chat]]), cardMs: 3000, redact: (text) => text },
      signal,
    ),
  );

/** A chat whose messages with those ids cannot be edited; `shown` is what the others show. */
function chatWith(frozen: ReadonlyMap<string, string>) {
  const chat = createScriptedChat();
  const shown = new Map<string, unknown>();
  const edit = chat.edit.bind(chat);
  chat.edit = async (id, message, signal) => {
    const code = frozen.get(id);
    const failure: ChatFailure = { kind: 'refused', code: code ?? '', hint: '' };
    if (code !== undefined) return { ok: false, failure };
    shown.set(id, message.content);
    return edit(id, message, signal);
  };
  return { chat, shown };
}

const pause = { type: 'PauseWished', by: alice } as const;
const resume = { type: 'ResumeWished', by: alice } as const;

test('a card that cannot be edited any more is replaced in the thread, and the new one is edited from then on', async () => {
  const world = createRunnerWorld();
  const { chat, shown } = chatWith(new Map([['id-G-1/root/1', 'edit_window_closed']]));
  const sender = start(world, chat);
  const { id } = await world.request();
  await world.happen(id, pause);
  await world.clock.advance(20_000);
  const fresh = chat.messages.find(({ key }) => key === 'G-1/card/2');
  expect(fresh?.to.thread).toBe('id-G-1/root/1');
  await world.happen(id, resume, { type: 'CancelWished', by: alice, reason: 'enough' });
  await world.clock.advance(20_000);
  await sender.stop();
  expect(shown.get('id-G-1/card/2')).toEqual(statusCard(await world.goal(1)));
  expect(await world.store.pending()).toEqual([]);
});

test('whoever deletes every card gets a new one every five minutes, and the last state in the end', async () => {
  const world = createRunnerWorld();
  const { chat, shown } = chatWith(
    new Map([
      ['id-G-1/root/1', 'message_not_found'],
      ['id-G-1/card/2', 'message_not_found'],
    ]),
  );
  const sender = start(world, chat);
  const { id } = await world.request();
  await world.happen(id, pause);
  await world.clock.advance(20_000);
  await world.happen(id, resume);
  await world.clock.advance(100_000);
  expect(chat.messages.map(({ key }) => key)).not.toContain('G-1/card/3');
  await world.happen(id, { type: 'CancelWished', by: alice, reason: 'enough' });
  await world.clock.advance(400_000);
  await sender.stop();
  expect(chat.messages.map(({ key }) => key)).toContain('G-1/card/3');
  expect(shown.get('id-G-1/card/3')).toEqual(statusCard(await world.goal(1)));
});

test('where no new card can be posted either, the goal goes on without one', async () => {
  const world = createRunnerWorld();
  const { chat } = chatWith(new Map([['id-G-1/root/1', 'message_not_found']]));
  const send = chat.send.bind(chat);
  chat.send = async (message, signal) =>
    message.key === 'G-1/card/2'
      ? { ok: false, failure: { kind: 'refused', code: 'is_archived', hint: '' } }
      : send(message, signal);
  const sender = start(world, chat);
  const { id } = await world.request();
  await world.happen(id, pause);
  await world.clock.advance(20_000);
  await sender.stop();
  expect((await world.goal(1)).card?.refused).toBe('is_archived');
  expect(await world.store.pending()).toEqual([]);
});

test('a fresh card whose answer was lost is looked for, and not posted twice', async () => {
  const world = createRunnerWorld();
  const { chat } = chatWith(new Map([['id-G-1/root/1', '30046']]));
  const sender = start(world, chat);
  const { id } = await world.request();
  await world.clock.advance(5000);
  chat.script.push(
    { ok: false, stored: true, failure: { kind: 'doubtful', message: 'ETIMEDOUT' } },
    { ok: false, stored: true, failure: { kind: 'doubtful', message: 'ETIMEDOUT' } },
  );
  await world.happen(id, pause);
  await world.clock.advance(20_000);
  await sender.stop();
  expect(chat.messages.filter(({ key }) => key === 'G-1/card/2')).toHaveLength(1);
  expect((await world.goal(1)).card).toMatchObject({ messageId: 'id-G-1/card/2' });
});

test('a card is edited also while its thread waits for room in a channel', async () => {
  const world = createRunnerWorld();
  const { chat, shown } = chatWith(new Map());
  const sender = start(world, chat);
  const { id } = await world.request();
  await world.clock.advance(5000);
  chat.script.push({ ok: false, failure: { kind: 'rate-limited', retryAfterMs: 60_000 } });
  await world.happen(id, pause);
  await world.clock.advance(10_000);
  expect(shown.get('id-G-1/root/1')).toEqual(statusCard(await world.goal(1)));
  await sender.stop();
});
