import { expect, test } from 'vitest';
import type { Actor } from '../../../../../src/domain/actor.ts';
import { createTestWorld } from '../../../../support/core/verb-world.ts';

const bob: Actor = { platform: 'slack', user: 'U2', name: 'bob' };

async function withGoal() {
  const world = createTestWorld();
  await world.ask('run fix it');
  return world;
}

test('pause holds a queued goal at once and says how to go on', async () => {
  const { ask, goal, world } = await withGoal();
  const answer = await ask('pause G-1');
  expect(answer).toMatchObject({ ok: true, goal: 'G-1', data: { state: 'paused' } });
  expect(answer.content.title).toBe('G-1 is paused');
  expect(await goal(1)).toMatchObject({ state: 'paused', pausedBy: { user: 'U1' } });
  const posts = (await world.runtime.store.pending()).map((row) => row.post.content.title);
  expect(posts).toContain('G-1 is paused');
});

test('a running goal pauses before its next turn, and says so', async () => {
  const { ask, happen } = await withGoal();
  await happen(1, { type: 'SlotGranted' });
  const answer = await ask('pause G-1');
  expect(answer.content.title).toBe('G-1 pauses before its next turn');
  expect((await ask('pause G-1', { actor: bob })).content.title).toBe('G-1 is already going to pause');
});

test('two people pausing at once pause it once; both are told the truth', async () => {
  const { ask, goal, world } = await withGoal();
  const answers = await Promise.all([ask('pause G-1'), ask('pause G-1', { actor: bob })]);
  expect(answers.map((answer) => answer.ok)).toEqual([true, true]);
  expect(answers.map((answer) => answer.content.title).toSorted()).toEqual([
    'G-1 is already paused',
    'G-1 is paused',
  ]);
  expect((await goal(1)).state).toBe('paused');
  const notices = (await world.runtime.store.pending()).filter((row) => row.post.kind === 'notice');
  expect(notices).toHaveLength(1);
});

test('resume queues the goal again, and on one that is not paused changes nothing', async () => {
  const { ask, goal } = await withGoal();
  expect((await ask('resume G-1')).content.title).toBe('G-1 is not paused');
  await ask('pause G-1');
  expect((await ask('resume G-1', { actor: bob })).content.title).toBe('G-1 goes on');
  expect((await goal(1)).state).toBe('queued');
});

test('cancel ends the goal with who and why', async () => {
  const { ask, goal } = await withGoal();
  const answer = await ask('cancel G-1 wrong repository', { actor: bob });
  expect(answer).toMatchObject({ ok: true, data: { state: 'cancelled' } });
  expect(await goal(1)).toMatchObject({
    state: 'cancelled',
    result: { reason: 'wrong repository', by: { user: 'U2' } },
  });
});

test('a message is queued under a receipt, and the answer says when it will be read', async () => {
  const { ask, goal } = await withGoal();
  const answer = await ask('say G-1 use <vitest> & "quotes"');
  expect(answer).toMatchObject({ ok: true, data: { receipt: 'M-1', state: 'queued' } });
  expect((await goal(1)).messages).toMatchObject([
    { text: 'use <vitest> & "quotes"', state: 'queued', from: { user: 'U1' } },
  ]);
  await ask('pause G-1');
  const later = await ask('say G-1 second');
  expect(JSON.stringify(later.content)).toContain('when G-1 is resumed');
  expect(later.data).toMatchObject({ receipt: 'M-2' });
});

test('a message of 10,000 characters is kept whole', async () => {
  const { ask, goal } = await withGoal();
  await ask(`say G-1 ${'x'.repeat(10_000)}`);
  expect((await goal(1)).messages[0]?.text.length).toBe(10_000);
  expect(await ask(`say G-1 ${'x'.repeat(10_001)}`)).toMatchObject({ code: 'TEXT_TOO_LONG' });
});

test.each(['pause G-1', 'resume G-1', 'cancel G-1', 'say G-1 hello'])(
  'on a goal that has ended “%s” says so and changes nothing',
  async (line) => {
    const { ask, goal } = await withGoal();
    await ask('cancel G-1 enough');
    const before = await goal(1);
    expect(await ask(line)).toMatchObject({ ok: false, code: 'GOAL_ENDED', goal: 'G-1' });
    expect(await goal(1)).toEqual(before);
  },
);
