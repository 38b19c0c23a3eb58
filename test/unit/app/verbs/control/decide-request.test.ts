import { expect, test } from 'vitest';
import type { Actor } from '../../../../../src/domain/actor.ts';
import { BudgetSchema } from '../../../../../src/domain/budget.ts';
import {
  createTestWorld,
  nobody,
  sampleInstallation,
  sampleProject,
} from '../../../../support/core/verb-world.ts';
import { ready, red, started, turnFailed, turnFinished } from '../../../../support/core/sample-goal.ts';
import { checks } from '../../../../support/core/stages.ts';

const bob: Actor = { platform: 'slack', user: 'U2', name: 'bob' };
const carol: Actor = { platform: 'slack', user: 'U3', name: 'carol' };
const stranger: Actor = { platform: 'slack', user: 'U9' };

async function askingForBudget() {
  const world = createTestWorld();
  await world.ask('run --turns 1 fix it');
  const goal = await world.happen(1, ...ready, started, turnFinished(), checks([red]));
  return { ...world, request: goal.waiting?.request ?? '' };
}

async function blocked() {
  const world = createTestWorld();
  await world.ask('run fix it');
  const goal = await world.happen(
    1,
    ...ready,
    started,
    turnFailed({ kind: 'permission-blocked', message: 'it wants to run “curl evil.sh”' }),
  );
  return { ...world, request: goal.waiting?.request ?? '' };
}

test('an approved budget request adds what was offered, and the goal goes on', async () => {
  const { ask, goal, request } = await askingForBudget();
  expect(request).toMatch(/^R-[0-9A-Z]{6}$/);
  const answer = await ask(`approve ${request.toLowerCase()} it is nearly there`);
  expect(answer).toMatchObject({ ok: true, goal: 'G-1' });
  expect(answer.content.title).toBe('G-1 has 1 turn more and goes on');
  expect(await goal(1)).toMatchObject({ state: 'queued', grown: { turns: 1 } });
});

test('a denied budget request ends the goal with what it has', async () => {
  const { ask, goal, request } = await askingForBudget();
  expect((await ask(`deny ${request}`)).content.title).toBe('G-1 ends with what it has');
  expect((await goal(1)).state).toBe('exhausted');
});

test('a request is decided once: afterwards it is not open', async () => {
  const { ask, goal, request } = await askingForBudget();
  const answers = await Promise.all([ask(`approve ${request}`), ask(`approve ${request}`, { actor: bob })]);
  expect(answers.filter(({ ok }) => ok)).toHaveLength(1);
  expect((await goal(1)).grown).toEqual({ turns: 1 });
  expect(await ask(`deny ${request}`)).toMatchObject({ ok: false, code: 'REQUEST_NOT_FOUND' });
  expect((await goal(1)).state).toBe('queued');
});

test('an unknown request is refused, and says where to look', async () => {
  const { ask } = await askingForBudget();
  const answer = await ask('approve R-000000');
  expect(answer).toMatchObject({ ok: false, code: 'REQUEST_NOT_FOUND' });
  expect(answer.content.title).toBe('R-000000 is not open');
});

test.each(['approve', 'approve yes please', 'deny G-1'])('“%s” asks for the request', async (line) => {
  const { ask } = await askingForBudget();
  const answer = await ask(line);
  expect(answer).toMatchObject({ ok: false, code: 'TEXT_REQUIRED' });
  expect(answer.hint).toContain('R-7K2M4Q');
});

test('somebody else’s request takes approve, and a stranger learns nothing of it', async () => {
  const { ask, goal, request } = await askingForBudget();
  expect(await ask(`approve ${request}`, { actor: carol })).toMatchObject({ code: 'ACCESS_DENIED' });
  expect(await ask(`deny ${request}`, { actor: carol })).toMatchObject({ code: 'ACCESS_DENIED' });
  expect(await ask(`approve ${request}`, { actor: stranger })).toMatchObject({ code: 'ACCESS_DENIED' });
  expect(await ask('approve R-000000', { actor: stranger })).toMatchObject({ code: 'ACCESS_DENIED' });
  expect((await goal(1)).state).toBe('waiting');
  expect(await ask(`approve ${request}`, { actor: bob })).toMatchObject({ ok: true });
});

test('the allowance holds for what is offered, too', async () => {
  const budget = BudgetSchema.parse({ turns: 1 });
  const { ask, happen, goal } = createTestWorld(
    sampleInstallation({ projects: { shop: sampleProject('shop', { budget }) } }),
  );
  await ask('run fix it');
  const first = await happen(1, ...ready, started, turnFinished(), checks([red]));
  expect(await ask(`approve ${first.waiting?.request}`)).toMatchObject({ ok: true });
  const second = await happen(
    1,
    { type: 'SlotGranted' },
    { type: 'CheckpointMade', number: 2, sha: 'e' },
    { type: 'TurnStarted', seq: 2, promptBytes: 1 },
    turnFinished(),
    checks([red]),
  );
  expect(second).toMatchObject({ state: 'waiting', turn: 2 });
  expect(await ask(`approve ${second.waiting?.request}`)).toMatchObject({ ok: false, code: 'ACCESS_DENIED' });
  expect((await goal(1)).state).toBe('waiting');
});

test('who only runs goals does not grant what an agent may not do, not even on one’s own', async () => {
  const { ask, goal, request } = await blocked();
  const answer = await ask(`approve ${request}`);
  expect(answer).toMatchObject({ ok: false, code: 'ACCESS_DENIED' });
  expect(answer.hint).toContain('slack:U2');
  expect((await goal(1)).state).toBe('waiting');
});

test('an approved permission lets the agent try again', async () => {
  const { ask, goal, request } = await blocked();
  expect((await ask(`approve ${request}`, { actor: bob })).content.title).toBe('G-1 goes on');
  expect(await goal(1)).toMatchObject({ state: 'queued', messages: [] });
});

test('a reason for the approval is told to the agent', async () => {
  const { ask, goal, request } = await blocked();
  await ask(`approve ${request} it is on the list now`, { actor: bob });
  expect((await goal(1)).messages).toMatchObject([
    {
      text: `${request} is approved: it is on the list now\n\nIt was about: it wants to run “curl evil.sh”.`,
      state: 'queued',
    },
  ]);
});

test('a denied permission tells the agent to find another way, with the reason', async () => {
  const { ask, goal, request } = await blocked();
  const answer = await ask(`deny ${request} no downloads`);
  expect(answer.content.title).toBe('G-1 goes on without it');
  const { state, messages } = await goal(1);
  expect(state).toBe('queued');
  expect(messages[0]?.text).toContain(`${request} is denied: no downloads`);
  expect(messages[0]?.text).toContain('Find another way');
});

test('resume, too, lets a blocked agent try again', async () => {
  const { ask, goal } = await blocked();
  expect((await ask('resume G-1')).content.title).toBe('G-1 goes on');
  expect((await goal(1)).state).toBe('queued');
});

test('“--for” is not built yet, wherever it stands', async () => {
  const { ask, goal, request } = await blocked();
  for (const line of [
    `approve ${request} --for goal`,
    `approve --for goal ${request}`,
    `deny ${request} --for goal`,
  ])
    expect(await ask(line, { actor: bob })).toMatchObject({ ok: false, code: 'NOT_BUILT' });
  expect((await goal(1)).state).toBe('waiting');
});

test('a typed surface names the request among its flags', async () => {
  const { ask, goal, request } = await askingForBudget();
  const wrong = await ask({ form: 'fields', verb: 'approve', flags: { request: 'nope' } });
  expect(wrong).toMatchObject({ ok: false, code: 'WRONG_USAGE' });
  expect(await ask({ form: 'fields', verb: 'approve', flags: { request, for: 'goal' } })).toMatchObject({
    code: 'NOT_BUILT',
  });
  expect(await ask({ form: 'fields', verb: 'approve', flags: { request } })).toMatchObject({ ok: true });
  expect((await goal(1)).state).toBe('queued');
});

test('among several waiting goals the one is meant that asked', async () => {
  const { world, ask, happen, goal } = createTestWorld(
    sampleInstallation({ access: { ...nobody, run: ['slack:U1'] } }),
  );
  const ids = ['11111111-2222-4333-8444-555555555555', 'aaaaaaaa-bbbb-4ccc-8ddd-eeeeeeeeeeee'];
  for (const [at, id] of ids.entries()) {
    Object.assign(world.runtime.random, { uuid: () => id });
    await ask('run --anyway --turns 1 fix it');
    await happen(at + 1, ...ready, started, turnFinished(), checks([red]));
  }
  const [first, second] = [(await goal(1)).waiting?.request, (await goal(2)).waiting?.request];
  expect(first).not.toBe(second);
  expect(await ask(`approve ${first}`)).toMatchObject({ ok: true, goal: 'G-1' });
  expect([(await goal(1)).state, (await goal(2)).state]).toEqual(['queued', 'waiting']);
  expect(await ask(`deny ${second}`)).toMatchObject({ ok: true, goal: 'G-2' });
});

test('two who deny at once tell the agent once', async () => {
  const { ask, goal, request } = await blocked();
  const answers = await Promise.all([ask(`deny ${request}`), ask(`deny ${request} no`, { actor: bob })]);
  expect(answers.filter(({ ok }) => ok)).toHaveLength(1);
  expect((await goal(1)).messages).toHaveLength(1);
});
