import { expect, test } from 'vitest';
import { createTestWorld, type TestWorld } from '../../../../support/core/verb-world.ts';
import { ready, started, turnFinished } from '../../../../support/core/sample-goal.ts';
import { mainEffect } from '../../../../../src/goal/draft.ts';

const bob = { platform: 'slack', user: 'U2', name: 'bob' } as const;
const carol = { platform: 'slack', user: 'U3', name: 'carol' } as const;

async function asking(...calls: string[]): Promise<TestWorld> {
  const world = createTestWorld();
  await world.ask('run fix it');
  await world.happen(1, ...ready, started);
  for (const call of calls) {
    const effectId = mainEffect(await world.goal(1))?.id;
    if (effectId === undefined) throw new Error('no turn runs');
    const options = ['Postgres', 'SQLite'];
    await world.happen(1, {
      type: 'QuestionAsked',
      effectId,
      call,
      text: `Which database, ${call}?`,
      options,
    });
  }
  return world;
}
const whole = (given: unknown): string => JSON.stringify(given);

test('answers the open question by words, or by the number of an option', async () => {
  const world = await asking('c1');
  const given = await world.ask('answer G-1 2');
  expect(given).toMatchObject({ ok: true, data: { question: 'Q-1', answer: 'SQLite' } });
  expect((await world.goal(1)).questions).toMatchObject([{ answer: 'SQLite', by: { user: 'U1' } }]);
});

test('wakes a goal that waits for it, and says so', async () => {
  const world = await asking('c1');
  await world.happen(1, turnFinished());
  expect((await world.goal(1)).state).toBe('waiting');
  expect(whole(await world.ask('answer G-1 something else'))).toContain('queued');
  expect(await world.goal(1)).toMatchObject({ state: 'queued', questions: [{ answer: 'something else' }] });
});

test('of two people at once the first counts; the second is told who was faster', async () => {
  const world = await asking('c1');
  const [first, second] = await Promise.all([
    world.ask('answer G-1 1', { actor: bob }),
    world.ask('answer G-1 2'),
  ]);
  expect(first.ok).toBe(!second.ok);
  const refused = first.ok ? second : first;
  expect(refused.code).toBe('NO_QUESTION');
  const { answer = '', by } = (await world.goal(1)).questions[0] ?? {};
  expect(whole(refused)).toContain(`answered by ${by?.name}: “${answer}”`);
});

test('a repeated delivery answers once and gets the same answer', async () => {
  const world = await asking('c1');
  const first = await world.ask('answer G-1 1', { id: 'd' });
  expect(await world.ask('answer G-1 1', { id: 'd' })).toEqual(first);
});

test('with several questions open it wants to know which one is meant', async () => {
  const world = await asking('c1', 'c2');
  const given = await world.ask('answer G-1 1');
  expect(given).toMatchObject({ ok: false, code: 'NO_QUESTION' });
  expect(whole(given)).toMatch(/Q-1: Which database, c1.*Q-2: Which database, c2.*answer G-1 Q-1 TEXT/s);
  expect((await world.ask('answer G-1 q-2: sqlite')).ok).toBe(true);
  expect((await world.goal(1)).questions).toMatchObject([{ state: 'open' }, { answer: 'SQLite' }]);
});

test('refuses what answers nothing: no question, an unknown one, no words, no such option', async () => {
  const none = await asking();
  expect(await none.ask('answer G-1 yes')).toMatchObject({ ok: false, code: 'NO_QUESTION' });
  const world = await asking('c1');
  expect(await world.ask('answer G-1 Q-7 yes')).toMatchObject({ ok: false, code: 'NO_QUESTION' });
  expect(await world.ask('answer G-1 Q-1')).toMatchObject({ ok: false, code: 'WRONG_USAGE' });
  expect(whole(await world.ask('answer G-1 9'))).toContain('2: SQLite');
  expect(await world.ask('answer G-1')).toMatchObject({ ok: false, code: 'TEXT_REQUIRED' });
  expect((await world.goal(1)).questions).toMatchObject([{ state: 'open' }]);
});

test('other people’s goals are answered with the role approve', async () => {
  const world = await asking('c1');
  expect((await world.ask('answer G-1 1', { actor: carol })).code).toBe('ACCESS_DENIED');
  expect((await world.ask('answer G-1 1', { actor: bob })).ok).toBe(true);
});

test('an ended goal has no question any more', async () => {
  const world = await asking('c1');
  await world.ask('cancel G-1');
  expect(await world.ask('answer G-1 1')).toMatchObject({ ok: false, code: 'GOAL_ENDED' });
});
