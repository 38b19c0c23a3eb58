import { expect, test } from 'vitest';
import type { Actor } from '../../../../../src/domain/actor.ts';
import { ready, started, turnFailed, turnFinished } from '../../../../support/core/sample-goal.ts';
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

const onRunning = [
  'pause G-1',
  'resume G-1',
  'stop G-1',
  'cancel G-1',
  'say G-1 hello',
  'say --now G-1 hello',
  'budget G-1 +5turns',
  'compact G-1',
  'switch G-1 --agent scripted',
];

test.each(onRunning)('on a goal that has ended “%s” says so and changes nothing', async (line) => {
  const { ask, goal } = await withGoal();
  await ask('cancel G-1 enough');
  const before = await goal(1);
  const answer = await ask(line);
  expect(answer).toMatchObject({ ok: false, code: 'GOAL_ENDED', goal: 'G-1' });
  expect(answer.hint).toContain('/goal continue G-1');
  expect(await goal(1)).toEqual(before);
});

test('resume wakes a sleeper before its time', async () => {
  const { ask, goal, happen } = await withGoal();
  const text = JSON.stringify({ __drover_sleep__: true, duration_ms: 60_000, reason: 'build' });
  await happen(1, ...ready, started, turnFinished({ text }));
  expect((await goal(1)).state).toBe('sleeping');
  expect((await ask('resume G-1')).content.title).toBe('G-1 is woken and goes on');
  expect(await goal(1)).toMatchObject({ state: 'queued', news: [{ type: 'woke', early: true }] });
});

test('resume does not hurry a vendor: it says what the goal waits for', async () => {
  const { ask, goal, happen } = await withGoal();
  await happen(1, ...ready, started, turnFailed({ kind: 'overloaded', message: 'busy' }));
  const answer = await ask('resume G-1');
  expect(answer.content.title).toBe('G-1 is not paused');
  expect(JSON.stringify(answer.content)).toContain('waiting (rate-limit): busy');
  expect((await goal(1)).state).toBe('waiting');
});
