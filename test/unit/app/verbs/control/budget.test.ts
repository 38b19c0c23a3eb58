import { expect, test } from 'vitest';
import type { Actor } from '../../../../../src/domain/actor.ts';
import { createTestWorld, nobody, sampleInstallation } from '../../../../support/core/verb-world.ts';
import { ready, red, started, turnFinished } from '../../../../support/core/sample-goal.ts';
import { checks } from '../../../../support/core/stages.ts';
import { wordsOf } from '../../../../support/core/words-of.ts';

const carol: Actor = { platform: 'slack', user: 'U3', name: 'carol' };
const bob: Actor = { platform: 'slack', user: 'U2', name: 'bob' };
const local: Actor = { platform: 'local', user: 'me' };

async function withGoal(flags = '') {
  const world = createTestWorld();
  await world.ask(`run ${flags} fix it`);
  return world;
}

/** All its turns are used up. */
async function waiting() {
  const world = await withGoal('--turns 1');
  await world.happen(1, ...ready, started, turnFinished(), checks([red]));
  return world;
}

test('several steps at once grow several budgets, and the answer says by how much', async () => {
  const { ask, goal } = await withGoal();
  const answer = await ask('budget G-1 +5turns +2usd +30m +100ktokens +2denies +2errors +1overflows');
  expect(answer).toMatchObject({ ok: true, goal: 'G-1' });
  expect(answer.content.title).toContain('G-1 has 5 turns · 30 min · $2.00 · 100k tokens');
  expect((await goal(1)).grown).toEqual({
    turns: 5,
    costUsd: 2,
    wallMs: 1_800_000,
    tokens: 100_000,
    denies: 2,
    errors: 2,
    overflows: 1,
  });
});

test('a goal that waited for it goes on', async () => {
  const { ask, goal, world } = await waiting();
  expect(await goal(1)).toMatchObject({ state: 'waiting', waiting: { reason: 'budget', axis: 'turns' } });
  expect((await ask('budget G-1 +5turns')).content.title).toBe('G-1 has 5 turns more and goes on');
  expect((await goal(1)).state).toBe('queued');
  const said = (await world.runtime.store.pending()).map((row) => row.post.content.title);
  expect(said).toContain('G-1 has 5 turns more');
});

test('growing another budget than the one it waits for says that it still waits', async () => {
  const { ask, goal } = await waiting();
  expect((await ask('budget G-1 +2usd')).content.title).toBe(
    'G-1 has $2.00 more, and still waits (budget used up: turns)',
  );
  expect((await goal(1)).state).toBe('waiting');
});

test('resume gives no budget, and says what does', async () => {
  const { ask, goal } = await waiting();
  const answer = await ask('resume G-1');
  expect(answer).toMatchObject({ ok: false, code: 'WRONG_USAGE' });
  expect(answer.hint).toContain('/goal budget G-1 +5turns');
  expect(answer.hint).toContain(`/goal approve ${(await goal(1)).waiting?.request}`);
  expect((await goal(1)).state).toBe('waiting');
});

test.each([
  ['+5', 'did you mean +5turns?'],
  ['5turns', 'did you mean +5turns?'],
  ['+5trns', 'did you mean +5turns?'],
  ['+2us', 'did you mean +2usd?'],
  ['+30minuts', 'did you mean +30m?'],
  ['more', 'Steps: +5turns +2usd'],
  ['-5turns', 'Budgets can only grow'],
  ['+0turns', 'is no step'],
])('the step “%s” is refused: %s', async (word, words) => {
  const { ask, goal } = await withGoal();
  const answer = await ask(`budget G-1 +1usd ${word}`);
  expect(answer).toMatchObject({ ok: false, code: 'WRONG_USAGE' });
  expect(wordsOf(answer.content)).toContain(words);
  expect((await goal(1)).grown).toEqual({});
});

test('without steps it shows what is used of which limit', async () => {
  const { ask, world } = await waiting();
  const before = await world.runtime.store.pending();
  const answer = await ask('budget G-1');
  const text = wordsOf(answer.content);
  expect(text).toContain('Turns: 1 of 1 turn');
  expect(text).toContain('Cost: $0.50 of $5.00');
  expect(text).toMatch(/\/goal approve R-\w{6} adds 1 turn/);
  expect(answer.data).toMatchObject({ used: { turns: 1 }, limit: { turns: 1 }, grown: {} });
  expect(await world.runtime.store.pending()).toEqual(before);
});

test('beyond twice the project’s budget it takes an admin or the operator; who is said', async () => {
  const { ask, goal } = createTestWorld(
    sampleInstallation({ access: { ...nobody, run: ['slack:U1'], approve: ['local'] } }),
  );
  await ask('run fix it');
  const answer = await ask('budget G-1 +41turns');
  expect(answer).toMatchObject({ ok: false, code: 'ACCESS_DENIED' });
  expect(answer.hint).toContain('the operator at the machine');
  expect((await goal(1)).grown).toEqual({});
  expect(await ask('budget G-1 +41turns', { actor: local })).toMatchObject({ ok: true });
});

test('two who grow at once do not get beyond the allowance together', async () => {
  const { ask, goal } = await withGoal();
  const answers = await Promise.all([ask('budget G-1 +30turns'), ask('budget G-1 +30turns', { actor: bob })]);
  expect(answers.filter(({ ok }) => ok)).toHaveLength(1);
  expect((await goal(1)).grown).toEqual({ turns: 30 });
});

test('of somebody else’s goal it takes approve', async () => {
  const { ask } = await withGoal();
  expect(await ask('budget G-1 +1turns', { actor: carol })).toMatchObject({ code: 'ACCESS_DENIED' });
  expect(await ask('budget G-1 +1turns', { actor: bob })).toMatchObject({ ok: true });
});

test('a goal that has ended has no budget to grow', async () => {
  const { ask } = await withGoal();
  await ask('cancel G-1');
  expect(await ask('budget G-1 +1turns')).toMatchObject({ ok: false, code: 'GOAL_ENDED' });
  expect(await ask('budget G-1')).toMatchObject({ ok: true });
});

test('a repeated delivery grows it once', async () => {
  const { ask, goal } = await withGoal();
  const first = await ask('budget G-1 +5turns', { id: 'd1' });
  expect(await ask('budget G-1 +5turns', { id: 'd1' })).toEqual(first);
  expect((await goal(1)).grown).toEqual({ turns: 5 });
});
