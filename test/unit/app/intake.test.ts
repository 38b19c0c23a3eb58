import { expect, test } from 'vitest';
import type { Actor } from '../../../src/domain/actor.ts';
import { createTestWorld } from '../../support/core/verb-world.ts';

const bob: Actor = { platform: 'slack', user: 'U2', name: 'bob' };
const stranger: Actor = { platform: 'slack', user: 'U9', name: 'mallory' };

test('a repeated delivery gets the first answer and has no second effect', async () => {
  const { ask, goals } = createTestWorld();
  const first = await ask('run fix it', { id: 'd1' });
  const again = await ask('run fix it', { id: 'd1' });
  expect(again).toEqual(first);
  expect(await goals()).toBe(1);
  expect((await ask('run --anyway fix it', { id: 'd2' })).goal).toBe('G-2');
});

test('two deliveries of the same at once have one effect and one answer', async () => {
  const { ask, goals, goal } = createTestWorld();
  const runs = await Promise.all(Array.from({ length: 8 }, () => ask('run fix it', { id: 'd1' })));
  expect(await goals()).toBe(1);
  expect(runs).toEqual(Array(8).fill(runs[0]));
  const words = await Promise.all(Array.from({ length: 8 }, () => ask('say G-1 hello', { id: 'd2' })));
  expect((await goal(1)).messages).toHaveLength(1);
  expect(words).toEqual(Array(8).fill(words[0]));
  const cancels = await Promise.all(Array.from({ length: 8 }, () => ask('cancel G-1', { id: 'd3' })));
  expect(cancels).toEqual(Array(8).fill(cancels[0]));
});

test('a repeat of what changed nothing then changes nothing now', async () => {
  const { ask, goal } = createTestWorld();
  await ask('run fix it');
  await ask('pause G-1');
  const already = await ask('pause G-1', { id: 'late' });
  await ask('resume G-1');
  expect(await ask('pause G-1', { id: 'late' })).toEqual(already);
  expect((await goal(1)).state).toBe('queued');
});

test('a refusal is remembered, too: the right that came later does not change its repeat', async () => {
  const { ask, goals } = createTestWorld();
  const refused = await ask('run fix it', { id: 'd1', actor: stranger });
  expect(refused).toMatchObject({ ok: false, code: 'ACCESS_DENIED' });
  expect(await ask('run fix it', { id: 'd1' })).toEqual(refused);
  expect(await goals()).toBe(0);
});

test('what is asked is durable before it is answered', async () => {
  const { ask, world } = createTestWorld();
  const answer = await ask('run fix it', { id: 'd1' });
  const mark = await world.runtime.store.seen('d1');
  expect(mark?.answer).toEqual(answer);
  expect((await world.runtime.store.pending()).map((row) => row.post.key)).toEqual(['G-1/root/1']);
});

test('in a goal’s thread the handle may be left out, in another it may not', async () => {
  const { ask, happen, goal } = createTestWorld();
  await ask('run fix it');
  await happen(1, { type: 'RootPosted', messageId: '17.1' });
  expect(await ask('pause', { thread: '17.1' })).toMatchObject({ ok: true, goal: 'G-1' });
  expect((await goal(1)).state).toBe('paused');
  expect(await ask('pause', { thread: '99.9' })).toMatchObject({ ok: false, code: 'GOAL_REQUIRED' });
  expect(await ask('pause')).toMatchObject({ ok: false, code: 'GOAL_REQUIRED' });
  expect(await ask('pause', { thread: '17.1', channel: 'C2' })).toMatchObject({ code: 'GOAL_REQUIRED' });
});

test('a handle in a thread beats the thread, and a number there is text', async () => {
  const { ask, happen, goal } = createTestWorld();
  await ask('run one');
  await ask('run two');
  await happen(1, { type: 'RootPosted', messageId: '17.1' });
  await ask('say G-2 for the other', { thread: '17.1' });
  await ask('say 2 tests are left', { thread: '17.1' });
  expect((await goal(2)).messages.map((message) => message.text)).toEqual(['for the other']);
  expect((await goal(1)).messages.map((message) => message.text)).toEqual(['2 tests are left']);
});

test('a goal that does not exist is told only to those who could have had it', async () => {
  const { ask } = createTestWorld();
  expect(await ask('status G-99')).toMatchObject({ ok: false, code: 'GOAL_NOT_FOUND' });
  expect(await ask('status G-99', { actor: stranger })).toMatchObject({ code: 'ACCESS_DENIED' });
});

test('strangers learn nothing, not even which verbs there are', async () => {
  const { ask } = createTestWorld();
  const answers = await Promise.all(
    ['run x', 'paues', 'help', 'list', 'status G-1', '--what', 'schedule G-1'].map((line) =>
      ask(line, { actor: stranger }),
    ),
  );
  expect(answers.map((answer) => answer.code)).toEqual(Array(7).fill('ACCESS_DENIED'));
});

test('somebody else’s goal needs approve, for every control, and nothing happens without', async () => {
  const { ask, goal } = createTestWorld();
  await ask('run fix it');
  const before = await goal(1);
  const carol: Actor = { platform: 'slack', user: 'U3', name: 'carol' };
  const controls = [
    'pause',
    'resume',
    'stop',
    'cancel',
    'say',
    'budget',
    'compact',
    'continue',
    'retry',
    'rollback',
  ];
  const lines = [...controls.map((verb) => `${verb} G-1 hello`), 'budget G-1', 'switch G-1 --agent scripted'];
  for (const line of lines) {
    const answer = await ask(line, { actor: carol });
    expect(answer).toMatchObject({ ok: false, code: 'ACCESS_DENIED' });
    expect(answer.hint).toContain('U2');
  }
  expect(await goal(1)).toEqual(before);
  expect(await ask('pause G-1', { actor: bob })).toMatchObject({ ok: true });
});

test('bad input is an answer; a store that failed is a rejection, so that the platform tries again', async () => {
  const { ask, world } = createTestWorld();
  expect(await ask('nonsense')).toMatchObject({ ok: false, code: 'VERB_UNKNOWN' });
  await world.runtime.store.close();
  await expect(ask('run fix it')).rejects.toThrow('closed');
});
