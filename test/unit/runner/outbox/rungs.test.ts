import { expect, test } from 'vitest';
import { defaultRules } from '../../../../src/domain/rules/loop-rules.ts';
import type { GoalId } from '../../../../src/domain/ids.ts';
import { mainEffect } from '../../../../src/goal/draft.ts';
import type { GoalEvent } from '../../../../src/goal/events.ts';
import type { ChatFailure } from '../../../../src/ports/chat/chat.ts';
import { applyEvent } from '../../../../src/runner/apply.ts';
import { runOutboxSender } from '../../../../src/runner/outbox/outbox-sender.ts';
import {
  createRunnerWorld,
  createScriptedChat,
  running,
  type RunnerWorld,
  type ScriptedChat,
} from '../../../support/core/runner-world.ts';
import { alice, ready, started } from '../../../support/core/sample-goal.ts';

const minute = 60_000;

const start = ({ runtime }: RunnerWorld, chat: ScriptedChat) =>
  running((signal) =>
    runOutboxSender(
      { runtime, chats: new Map([['slack', chat]]), cardMs: 3000, redact: (text) => text },
      signal,
    ),
  );

/** A goal whose agent has just asked from inside its turn, with an operations channel. */
async function askingGoal() {
  const plain = createRunnerWorld();
  const operations = { platform: 'slack', workspace: '', channel: 'C0OPS' } as const;
  const steps = [
    { to: 'thread', afterMs: 0 },
    { to: 'mention', afterMs: minute },
    { to: 'direct', afterMs: 2 * minute },
    { to: 'operations', afterMs: 3 * minute },
  ] as const;
  const rules = { ...defaultRules, ladder: { steps, operations } };
  const world = { ...plain, runtime: { ...plain.runtime, rules } };
  const chat = createScriptedChat();
  const { id } = await world.request();
  const happen = async (event: object): Promise<void> => {
    const effect = mainEffect(await world.goal(1));
    await applied(world, id, {
      ...(effect === undefined ? {} : { effectId: effect.id }),
      ...event,
    } as GoalEvent);
  };
  for (const event of [...ready, started]) await happen(event);
  await happen({ type: 'QuestionAsked', call: 'c1', text: 'Which database?', options: [] });
  const wake = () => applied(world, id, { type: 'WakeDue' });
  return { world, chat, id, wake, happen };
}

const applied = ({ runtime }: RunnerWorld, id: GoalId, event: GoalEvent) =>
  applyEvent(runtime, id, () => event);

const places = (chat: ScriptedChat): unknown[] =>
  chat.messages
    .filter(({ content }) => content.title.includes('still waits'))
    .map(({ to }) => [to.channel, to.thread]);

const stateOf = async (world: RunnerWorld): Promise<unknown> =>
  (await world.goal(1)).ladders[0]?.rungs.map(({ state }) => state);

test('nobody answers: the dispatcher is mentioned, then written to, then the operators are told; each is kept', async () => {
  const { world, chat, wake } = await askingGoal();
  const sender = start(world, chat);
  for (const minutes of [0, 1, 1, 1]) {
    await world.clock.advance(minutes * minute);
    await wake();
  }
  await world.clock.advance(10_000);
  await sender.stop();
  expect(places(chat)).toEqual([
    ['C1', 'id-G-1/root/1'],
    ['U1', undefined],
    ['C0OPS', undefined],
  ]);
  expect(await stateOf(world)).toEqual(['delivered', 'delivered', 'delivered', 'delivered']);
  expect((await world.goal(1)).ladders[0]?.rungs[2]?.messageId).toBe('id-rung/G-1/Q-1/2');
});

test('a rung that is refused calls the next at once, also where the thread itself was refused', async () => {
  const { world, chat, wake } = await askingGoal();
  const sender = start(world, chat);
  await world.clock.advance(10_000);
  const send = chat.send.bind(chat);
  const refusal: ChatFailure = { kind: 'refused', code: 'is_archived', hint: '' };
  chat.send = (message, signal) =>
    message.to.channel === 'C0OPS' ? send(message, signal) : Promise.resolve({ ok: false, failure: refusal });
  await world.clock.advance(minute);
  await wake();
  await world.clock.advance(10_000);
  await sender.stop();
  expect(places(chat)).toEqual([['C0OPS', undefined]]);
  expect(await stateOf(world)).toEqual(['delivered', 'refused', 'refused', 'delivered']);
});

test('a rung that waits in the outbox while somebody answers is not sent any more', async () => {
  const { world, chat, wake, id } = await askingGoal();
  const sender = start(world, chat);
  await world.clock.advance(minute);
  chat.script.push({ ok: false, failure: { kind: 'rate-limited', retryAfterMs: minute } });
  await wake();
  await world.clock.advance(10_000);
  await applied(world, id, { type: 'QuestionAnswered', by: alice, question: 'Q-1', text: 'Postgres' });
  await world.clock.advance(2 * minute);
  await sender.stop();
  expect(places(chat)).toEqual([]);
  expect(await world.store.outcome('G-1/notice/2')).toEqual({ refused: 'obsolete' });
  expect(await world.store.pending()).toEqual([]);
});

test('a life that ends between two rungs forgets nothing, and tells nothing twice', async () => {
  const { world, chat, wake } = await askingGoal();
  const first = start(world, chat);
  await world.clock.advance(minute);
  await wake();
  await world.clock.advance(5000);
  await first.stop();
  const next = start(world, chat);
  await world.clock.advance(minute);
  await wake();
  await wake();
  await world.clock.advance(10_000);
  await next.stop();
  expect(places(chat)).toEqual([
    ['C1', 'id-G-1/root/1'],
    ['U1', undefined],
  ]);
});

test('the store wakes the goal for its next rung', async () => {
  const { world } = await askingGoal();
  const [summary] = await world.store.list({});
  expect(summary?.wakeAt).toBe(world.clock.now() + minute);
});
