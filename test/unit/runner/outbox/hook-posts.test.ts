import { expect, test } from 'vitest';
import { runOutboxSender } from '../../../../src/runner/outbox/outbox-sender.ts';
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

const key = 'hook/G-1/1/cancelled/0/H-1';

async function cancelledGoal() {
  const world = createRunnerWorld();
  const { id } = await world.request({
    hooks: [
      {
        id: 'H-1',
        on: 'cancelled',
        action: { do: 'notify-channel', channel: 'slack:C0TEAM', text: 'It is off.' },
      },
    ],
  });
  await world.happen(id, { type: 'CancelWished', by: alice, reason: '' });
  return { world, chat: createScriptedChat() };
}

test('what a hook says at another place is in the commit of its moment, and is said there once', async () => {
  const { world, chat } = await cancelledGoal();
  expect((await world.store.pending()).filter(({ post }) => post.key === key)).toHaveLength(1);
  const sender = start(world, chat);
  await world.clock.advance(10_000);
  await sender.stop();
  const again = start(world, chat);
  await world.clock.advance(60_000);
  await again.stop();
  const said = chat.messages.filter((message) => message.key === key);
  expect(said.map(({ to, content }) => [to.channel, JSON.stringify(content).includes('It is off.')])).toEqual(
    [['C0TEAM', true]],
  );
});

test('a place that does not take it is told to the goal’s own thread', async () => {
  const { world, chat } = await cancelledGoal();
  chat.script.push({
    ok: false,
    failure: { kind: 'refused', code: 'not_in_channel', hint: 'Invite drover.' },
  });
  const send = chat.send.bind(chat);
  // The scripted refusal is for the hook's post, whichever comes first.
  const refuseHook: typeof chat.send = (message, signal) =>
    message.key === key
      ? send(message, signal)
      : Promise.resolve({ ok: true, messageId: `id-${message.key}` });
  const sender = start(world, { ...chat, send: refuseHook });
  await world.clock.advance(10_000);
  await sender.stop();
  const goal = await world.goal(1);
  expect(goal.hookRuns).toMatchObject([
    { state: 'failed', note: 'the place does not take it (not_in_channel)' },
  ]);
  expect((await world.store.outcome(key)) ?? {}).toEqual({ refused: 'not_in_channel' });
  expect((await world.store.pending()).map(({ post }) => post.key)).not.toContain(key);
});
