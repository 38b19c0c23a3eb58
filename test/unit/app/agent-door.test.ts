import { expect, test } from 'vitest';
import { createAgentDoor } from '../../../src/app/agent-door.ts';
import { goalIdOf } from '../../../src/domain/ids.ts';
import { mainEffect } from '../../../src/goal/draft.ts';
import type { GoalEvent } from '../../../src/goal/events.ts';
import { createRunnerWorld } from '../../support/core/runner-world.ts';
import { settle } from '../../support/core/fake-clock.ts';
import { bob, ready, started, turnFinished } from '../../support/core/sample-goal.ts';

const id = goalIdOf(1);
const tag = 'home/G-1/1-1';
const question = { call: 'c1', text: 'Postgres or SQLite?', options: [] };
const never = new AbortController().signal;
const patienceMs = 50_000;
const answers = { type: 'QuestionAnswered', by: bob, question: 'Q-1', text: 'SQLite' } as const;

async function atWork(rules: { questionWaitMs?: number } = {}) {
  const world = createRunnerWorld();
  await world.request();
  for (const event of [...ready, started]) {
    const effectId = mainEffect(await world.goal(1))?.id;
    await world.happen(id, { ...(effectId === undefined ? {} : { effectId }), ...event } as GoalEvent);
  }
  const runtime = { ...world.runtime, rules: { ...world.runtime.rules, ...rules } };
  const effectId = mainEffect(await world.goal(1))?.id;
  const finish = () => world.happen(id, { ...turnFinished(), effectId } as GoalEvent);
  return { ...world, finish, door: createAgentDoor({ runtime, homeId: 'home', patienceMs }) };
}

test('a question is durable before it is waited for, and its answer comes to whoever asked', async () => {
  const { door, goal, happen } = await atWork();
  const answer = door.ask(tag, question, never);
  await expect.poll(async () => (await goal(1)).questions.length).toBe(1);
  await happen(id, answers);
  expect(await answer).toEqual({ is: 'answered', text: 'SQLite', by: 'bob' });
});

test('when its patience is over the agent is told to end its turn; the question stays open', async () => {
  const { door, goal, clock } = await atWork();
  const answer = door.ask(tag, question, never);
  await expect.poll(async () => (await goal(1)).questions.length).toBe(1);
  await clock.advance(patienceMs);
  expect(await answer).toEqual({ is: 'later', question: 'Q-1' });
  expect((await goal(1)).questions).toMatchObject([{ state: 'open' }]);
});

test('a repeat of a call waits for the same question', async () => {
  const { door, goal, happen } = await atWork();
  const lost = new AbortController();
  const first = door.ask(tag, question, lost.signal);
  await expect.poll(async () => (await goal(1)).questions.length).toBe(1);
  lost.abort(new Error('the connection is gone'));
  await expect(first).rejects.toThrow('the connection is gone');
  const again = door.ask(tag, question, never);
  await happen(id, answers);
  expect(await again).toMatchObject({ is: 'answered' });
  expect((await goal(1)).questions).toHaveLength(1);
});

test('only the running turn may ask', async () => {
  const { door, goal, finish } = await atWork();
  for (const other of [
    'home/G-1/1-2',
    'home/G-1/2-1',
    'home/G-2/1-1',
    'away/G-1/1-1',
    'home/G-1',
    '',
    '../..',
  ])
    expect(await door.ask(other, question, never)).toMatchObject({ is: 'refused' });
  await finish();
  expect(await door.ask(tag, question, never)).toMatchObject({ is: 'refused' });
  expect((await goal(1)).questions).toEqual([]);
});

test('a turn that is ended while it asks is told to stop', async () => {
  const { door, goal, happen } = await atWork();
  const answer = door.ask(tag, question, never);
  await expect.poll(async () => (await goal(1)).questions.length).toBe(1);
  await happen(id, { type: 'StopWished', by: bob, at: 10_000_000_000_000 });
  expect(await answer).toMatchObject({ is: 'refused', why: expect.stringContaining('being ended') });
});

test('a report is told to be one, and nobody is asked', async () => {
  const { door, goal } = await atWork();
  const text = 'Done. I fixed the sum. Anything else?';
  const answer = await door.ask(tag, { ...question, text }, never);
  expect(answer).toMatchObject({ is: 'refused', why: expect.stringContaining('report') });
  expect((await goal(1)).questions).toEqual([]);
});

test('where nobody can be asked the agent is told so at once', async () => {
  const { door, goal } = await atWork({ questionWaitMs: 0 });
  expect(await door.ask(tag, question, never)).toMatchObject({
    is: 'refused',
    why: expect.stringContaining('Nobody can be asked'),
  });
  expect((await goal(1)).questions).toEqual([]);
});

test('the default is given at the deadline, also when the patience is longer', async () => {
  const { door, goal, clock, runtime } = await atWork();
  const short = createAgentDoor({
    runtime: { ...runtime, rules: { ...runtime.rules, questionWaitMs: 10_000 } },
    homeId: 'home',
    patienceMs,
  });
  expect(door).toBeDefined();
  const answer = short.ask(tag, { ...question, fallback: 'Postgres' }, never);
  await expect.poll(async () => (await goal(1)).questions.length).toBe(1);
  await clock.advance(10_000);
  expect(await answer).toEqual({ is: 'answered', text: 'Postgres' });
});

test('what the agent has is not told again; a foreign turn takes nothing', async () => {
  const { door, goal, happen } = await atWork();
  const answer = door.ask(tag, question, never);
  await expect.poll(async () => (await goal(1)).questions.length).toBe(1);
  await happen(id, answers);
  await answer;
  await door.taken('home/G-1/1-2', 'c1');
  expect((await goal(1)).questions[0]?.taken).toBeUndefined();
  await door.taken(tag, 'c1');
  expect((await goal(1)).questions[0]?.taken).toBe(true);
});

test('a turn does not flood people with questions', async () => {
  const { door, goal } = await atWork();
  const gone = new AbortController();
  const asked = Array.from({ length: 8 }, (_, at) =>
    door.ask(tag, { ...question, call: `c${at}` }, gone.signal).catch(() => ({ is: 'waited' as const })),
  );
  await expect.poll(async () => (await goal(1)).questions.length).toBe(5);
  await settle();
  gone.abort();
  const given = await Promise.all(asked);
  expect(given.filter(({ is }) => is === 'refused')).toHaveLength(3);
});
