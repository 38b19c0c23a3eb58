import { expect, test } from 'vitest';
import { mainEffect } from '../../../../../src/goal/draft.ts';
import { createTestWorld, nobody, sampleInstallation } from '../../../../support/core/verb-world.ts';
import { green, ready, started, turnFinished } from '../../../../support/core/sample-goal.ts';
import { checks } from '../../../../support/core/stages.ts';
import { wordsOf } from '../../../../support/core/words-of.ts';

const other = { platform: 'slack', user: 'U3' } as const;
const admin = { platform: 'slack', user: 'U9' } as const;
const access = { ...nobody, run: ['slack:U1', 'slack:U3'], admin: ['slack:U9'] };

/** One goal of U1's, in the queue. */
async function asked() {
  const world = createTestWorld(sampleInstallation({ access }));
  await world.ask('run --accept "npm test" fix it');
  return world;
}

/** The same, with its first turn running. */
async function running() {
  const world = await asked();
  await world.happen(1, ...ready, started);
  return world;
}

test('before it begins a goal is simply another one', async () => {
  const { ask, goal } = await asked();
  const line =
    'edit G-1 --accept lint --accept build --priority 1 --agent claude --model opus do that instead';
  expect(await ask(line)).toMatchObject({ ok: true });
  expect(await goal(1)).toMatchObject({
    state: 'queued',
    agent: { name: 'claude', model: 'opus' },
    messages: [],
    spec: {
      text: 'do that instead',
      title: 'do that instead',
      priority: 1,
      acceptance: [{ command: 'lint' }, { command: 'build' }],
      acceptanceFrom: 'request',
    },
  });
});

test('an agent at work is told with the next turn, and nothing is accepted before it was', async () => {
  const { ask, goal, happen } = await running();
  const answer = await ask('edit G-1 --accept lint add a test as well');
  expect(wordsOf(answer.content)).toContain('M-1 tells its agent with the next turn');
  const edited = await goal(1);
  expect(edited).toMatchObject({
    criteria: [{ command: 'lint' }],
    pinned: { source: 'request', digest: expect.stringContaining('lint') },
    messages: [{ receipt: 'M-1', state: 'queued' }],
  });
  expect(edited.messages[0]?.text).toContain('It is now:\n\nadd a test as well');
  expect(edited.messages[0]?.text).toContain('- lint');
  const judged = await happen(1, turnFinished(), checks([green]));
  expect(mainEffect(judged)?.type).toBe('MakeCheckpoint');
});

test('what is being checked while the task changes is not accepted', async () => {
  const { ask, happen, goal } = await running();
  const checking = await happen(1, turnFinished());
  expect(mainEffect(checking)?.type).toBe('CheckAcceptance');
  await ask('edit G-1 do that instead');
  expect(mainEffect(await goal(1))?.type).toBe('MakeCheckpoint');
});

test('checks that are changed while the worktree is prepared are the ones that are pinned', async () => {
  const { ask, happen, goal } = await asked();
  const before = mainEffect(await happen(1, { type: 'SlotGranted' }))?.id;
  await ask('edit G-1 --accept lint');
  const order = mainEffect(await goal(1));
  expect(order?.type).toBe('PrepareWorkspace');
  expect(order?.id).not.toBe(before);
});

test('the agent of a goal at work changes hands after the turn', async () => {
  const { ask, goal } = await running();
  await ask('edit G-1 --agent scripted');
  expect(await goal(1)).toMatchObject({ spec: { agent: 'scripted' }, switchTo: { name: 'scripted' } });
});

test('one edits one’s own goals; others’ are for admins', async () => {
  const { ask } = await asked();
  expect(await ask('edit G-1 x', { actor: other })).toMatchObject({ code: 'ACCESS_DENIED' });
  expect(await ask('edit G-1 x', { actor: admin })).toMatchObject({ ok: true });
});

test.each([
  ['edit G-1', 'WRONG_USAGE'],
  ['edit G-1 --agent nope', 'AGENT_UNKNOWN'],
  ['edit G-1 --after G-9', 'GOAL_NOT_FOUND'],
  ['edit G-1 --after soon', 'WRONG_USAGE'],
  ['edit G-1 --after G-1', 'WRONG_USAGE'],
])('“%s” is refused with %s and changes nothing', async (line, code) => {
  const { ask, goal } = await asked();
  const before = await goal(1);
  expect(await ask(line)).toMatchObject({ ok: false, code });
  expect(await goal(1)).toEqual(before);
});

test('an ended goal is not edited', async () => {
  const { ask } = await asked();
  await ask('cancel G-1');
  expect(await ask('edit G-1 x')).toMatchObject({ code: 'GOAL_ENDED' });
});

test('goals are put behind others, and set free again, until they begin', async () => {
  const { ask, goal, happen } = await asked();
  await ask('run two');
  expect(await ask('edit G-1 --after G-2')).toMatchObject({ ok: true });
  expect(await goal(1)).toMatchObject({ state: 'waiting', waiting: { note: 'G-2 to be done' } });
  const circle = await ask('edit G-2 --after G-1');
  expect(circle).toMatchObject({ ok: false, code: 'WRONG_USAGE' });
  expect(circle.content.title).toBe('They would wait for each other: G-2 → G-1 → G-2');
  await ask('edit G-1 --after none');
  expect(await goal(1)).toMatchObject({ state: 'queued', dependencies: [] });
  expect(await ask('edit G-2 --after G-1')).toMatchObject({ ok: true });
  await happen(1, { type: 'SlotGranted' });
  expect((await ask('edit G-1 --after G-2')).content.title).toBe('G-1 has begun already');
});

test('two edits at the same moment never close a circle', async () => {
  const { ask, goal } = await asked();
  await ask('run two');
  const answers = await Promise.all([ask('edit G-1 --after G-2'), ask('edit G-2 --after G-1')]);
  expect(answers.filter(({ ok }) => ok)).toHaveLength(1);
  const states = [(await goal(1)).state, (await goal(2)).state].toSorted();
  expect(states).toEqual(['queued', 'waiting']);
});

test('a goal of which it is not known how it ends may not be come after when it failed', async () => {
  const { ask } = await asked();
  await ask('run two');
  await ask('cancel G-1');
  expect(await ask('edit G-2 --after G-1')).toMatchObject({ ok: false, code: 'WRONG_USAGE' });
});
