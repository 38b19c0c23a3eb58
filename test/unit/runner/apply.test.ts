import { expect, test } from 'vitest';
import { goalIdOf } from '../../../src/domain/ids.ts';
import { applyEvent } from '../../../src/runner/apply.ts';
import { createRunnerWorld } from '../../support/core/runner-world.ts';
import { alice } from '../../support/core/sample-goal.ts';

const mark = (answer: string) => ({ deliveryId: 'd1', answer, at: 1 });
const say = (text: string) => ({ type: 'MessageGiven', by: alice, text }) as const;

test('state, facts and posts of one event are written in one commit', async () => {
  const { runtime, store, request } = createRunnerWorld();
  const { id } = await request();
  const before = await store.load(id);
  await applyEvent(runtime, id, () => ({ type: 'PauseWished', by: alice }));
  const after = await store.load(id);
  expect(after?.version).toBe((before?.version ?? 0) + 1);
  expect((await store.events(id, 0, 100)).map((event) => event.type)).toEqual(['decision', 'paused']);
  expect((await store.pending()).map((row) => row.post.key)).toEqual([
    'G-1/root/1',
    'G-1/notice/1',
    'G-1/card',
  ]);
  expect((await store.list({ state: 'paused' })).map((goal) => goal.id)).toEqual([id]);
});

test('of many writers at once none is lost: who meets a conflict decides again', async () => {
  const { runtime, request, goal } = createRunnerWorld();
  const { id } = await request();
  await Promise.all(Array.from({ length: 20 }, (_, index) => applyEvent(runtime, id, () => say(`${index}`))));
  const { messages } = await goal(1);
  expect(messages.map((message) => message.text).toSorted()).toEqual(
    Array.from({ length: 20 }, (_, index) => `${index}`).toSorted(),
  );
  expect(new Set(messages.map((message) => message.receipt)).size).toBe(20);
});

test('who decides that there is nothing to do writes nothing', async () => {
  const { runtime, store, request } = createRunnerWorld();
  const { id } = await request();
  const before = await store.load(id);
  expect(await applyEvent(runtime, id, () => undefined)).toEqual({ is: 'nothing' });
  expect(await applyEvent(runtime, goalIdOf(99), () => say('x'))).toEqual({ is: 'nothing' });
  expect(await store.load(id)).toEqual(before);
});

test('a delivery that was dealt with meanwhile is a repeat, with its first answer', async () => {
  const { runtime, request, goal } = createRunnerWorld();
  const { id } = await request();
  await applyEvent(runtime, id, () => say('one'), { inboxMarks: () => [mark('first')] });
  const again = await applyEvent(runtime, id, () => say('one'), { inboxMarks: () => [mark('second')] });
  expect(again).toMatchObject({ is: 'repeat', mark: { answer: 'first' } });
  expect((await goal(1)).messages).toHaveLength(1);
});

test('a writer whose lease was given to another is told so, and writes nothing', async () => {
  const { runtime, store, request, goal } = createRunnerWorld();
  const { id } = await request();
  const lease = await store.claim(id, 'a');
  if (lease === undefined) throw new Error('no lease');
  await store.release(lease);
  await store.claim(id, 'b');
  expect(await applyEvent(runtime, id, () => say('late'), { fence: lease.fence })).toEqual({
    is: 'lease-lost',
  });
  expect((await goal(1)).messages).toEqual([]);
});

test('goals asked for at once get handles of their own', async () => {
  const { request } = createRunnerWorld();
  const goals = await Promise.all(Array.from({ length: 8 }, () => request()));
  expect(new Set(goals.map((goal) => goal.id)).size).toBe(8);
});
