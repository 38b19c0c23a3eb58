import { expect, test } from 'vitest';
import { BudgetSchema } from '../../../../../src/domain/budget.ts';
import { allHostile } from '../../../../support/core/hostile-text.ts';
import {
  createTestWorld,
  nobody,
  sampleInstallation,
  sampleProject,
} from '../../../../support/core/verb-world.ts';
import { wordsOf } from '../../../../support/core/words-of.ts';

test('the answer names handle, project, branch, agent, model and budgets before work starts', async () => {
  const { ask, goal } = createTestWorld();
  const answer = await ask('run --model opus --turns 3 fix the login');
  expect(answer).toMatchObject({ ok: true, goal: 'G-1', data: { handle: 'G-1', project: 'shop' } });
  const text = wordsOf(answer.content);
  for (const part of ['G-1', 'fix the login', 'shop', 'drover/G-1-fix-the-login', 'claude (opus)', '3 turns'])
    expect(text).toContain(part);
  expect(await goal(1)).toMatchObject({ state: 'queued', effects: [] });
});

test('what was asked for is kept as typed, with everything that was left out filled in', async () => {
  const { ask, goal } = createTestWorld();
  const text = 'fix the <@U5> "login"\n\nIt fails on Mondays.';
  await ask(`run --base next --priority 1 --deliver none ${text}`);
  expect((await goal(1)).spec).toMatchObject({
    text,
    title: 'fix the <@U5> "login"',
    project: 'shop',
    source: '/repos/shop',
    base: 'next',
    agent: 'claude',
    acceptance: 'auto',
    deliver: 'none',
    priority: 1,
    budget: { turns: 40 },
    dispatcher: { user: 'U1' },
  });
});

test('a goal asked for in a thread gets a thread of its own', async () => {
  const { ask, goal } = createTestWorld();
  await ask('run fix it', { thread: '17.1' });
  expect((await goal(1)).origin).toEqual({ platform: 'slack', workspace: 'T1', channel: 'C1' });
});

test('checks: commands as given, none at all, or the project’s', async () => {
  const { ask, goal } = createTestWorld(
    sampleInstallation({ projects: { shop: sampleProject('shop', { accept: 'none' }) } }),
  );
  await ask('run --accept "npm test" --accept lint fix it');
  await ask('run --no-accept --anyway fix it');
  await ask('run --anyway fix it');
  expect((await goal(1)).spec.acceptance).toMatchObject([{ command: 'npm test' }, { command: 'lint' }]);
  expect((await goal(2)).spec.acceptance).toBe('none');
  expect((await goal(3)).spec.acceptance).toBe('none');
});

test.each([
  ['run --project nope fix', 'PROJECT_UNKNOWN'],
  ['run --agent nope fix', 'AGENT_UNKNOWN'],
  ['run --agent constructor fix', 'AGENT_UNKNOWN'],
  ['run --deliver pr fix', 'NOT_BUILT'],
  ['run --deliver fax fix', 'WRONG_USAGE'],
  ['run --time soon fix', 'WRONG_USAGE'],
  ['run --turns 0 fix', 'WRONG_USAGE'],
  ['run --cost 0 fix', 'WRONG_USAGE'],
  ['run --time 0s fix', 'WRONG_USAGE'],
  ['run --turns 41 fix', 'ACCESS_DENIED'],
  ['run --cost 5.01 fix', 'ACCESS_DENIED'],
  ['run --time 5h fix', 'ACCESS_DENIED'],
] as const)('“%s” is refused with %s, and no goal is made', async (line, code) => {
  const { ask, goals } = createTestWorld();
  expect(await ask(line)).toMatchObject({ ok: false, code });
  expect(await goals()).toBe(0);
});

test('budgets: what was asked for within the project’s, in the units people type', async () => {
  const { ask, goal } = createTestWorld();
  await ask('run --turns 2.5 --cost 0.5 --tokens 1000 --time 1h30m fix it');
  expect((await goal(1)).spec.budget).toMatchObject({
    turns: 3,
    costUsd: 0.5,
    tokens: 1000,
    wallMs: 5_400_000,
    errors: 5,
  });
});

test('the operator at the machine, and a project without a limit, allow more', async () => {
  const unlimited = sampleProject('shop', { budget: BudgetSchema.parse({ turns: 0 }) });
  const { ask, goal } = createTestWorld(sampleInstallation({ projects: { shop: unlimited } }));
  await ask('run --turns 500 fix it');
  expect((await goal(1)).spec.budget.turns).toBe(500);
  await ask('run --anyway --cost 50 fix it', { actor: { platform: 'local', user: 'operator' } });
  expect((await goal(2)).spec.budget.costUsd).toBe(50);
});

test('the role counts in the chosen project: run in one is nothing in the other', async () => {
  const installation = sampleInstallation({
    access: nobody,
    projects: {
      shop: sampleProject('shop', { access: { ...nobody, run: ['slack:U1'] } }),
      blog: sampleProject('blog', { access: { ...nobody, view: ['slack:U1'] } }),
      vault: sampleProject('vault'),
    },
  });
  const { ask, goals } = createTestWorld(installation);
  expect(await ask('run --project blog fix it')).toMatchObject({ code: 'ACCESS_DENIED' });
  const hidden = await ask('run --project vault fix it');
  expect(hidden).toMatchObject({ code: 'PROJECT_UNKNOWN', hint: 'Known: blog, shop.' });
  expect(await ask('run --project shop fix it')).toMatchObject({ ok: true });
  expect(await goals()).toBe(1);
});

test('a viewer, a guest and somebody of another workspace start nothing', async () => {
  const { ask, goals } = createTestWorld();
  expect(await ask('run fix it', { actor: { platform: 'slack', user: 'U4' } })).toMatchObject({
    code: 'ACCESS_DENIED',
  });
  for (const outsider of ['guest', 'external', 'bot'] as const) {
    const actor = { platform: 'slack', user: 'U1', outsider } as const;
    expect(await ask('run fix it', { actor })).toMatchObject({ code: 'ACCESS_DENIED' });
  }
  expect(await goals()).toBe(0);
});

test('ten at once get ten handles', async () => {
  const { ask } = createTestWorld();
  const answers = await Promise.all(Array.from({ length: 10 }, (_, index) => ask(`run number ${index}`)));
  expect(new Set(answers.map((answer) => answer.goal)).size).toBe(10);
});

test('hostile text makes a goal like any other: its branch is plain, its title one line', async () => {
  const { ask, goal } = createTestWorld();
  await ask(`run -- ${allHostile}`);
  const { branch, spec } = await goal(1);
  expect(branch).toMatch(/^drover\/G-1(?:-[a-z0-9]+)*$/);
  expect(spec.title).not.toContain('\n');
  expect(spec.text).toBe(allHostile.trim());
});

test('what takes over is the project’s, without the one that begins', async () => {
  const fallback = [{ agent: 'scripted' }, { agent: 'claude' }, { agent: 'claude', model: 'opus' }];
  const { ask, goal } = createTestWorld(
    sampleInstallation({ projects: { shop: sampleProject('shop', { fallback, model: 'opus' }) } }),
  );
  const answer = await ask('run fix it');
  expect((await goal(1)).spec.fallback).toEqual([{ name: 'scripted' }, { name: 'claude' }]);
  expect(wordsOf(answer.content)).toContain('agent claude (opus), then scripted, then claude');
  await ask('run --agent scripted fix it');
  expect((await goal(2)).spec.fallback).toEqual([{ name: 'claude' }, { name: 'claude', model: 'opus' }]);
});

test('the project’s model is one of the project’s agent, and of no other', async () => {
  const { ask, goal } = createTestWorld(
    sampleInstallation({ projects: { shop: sampleProject('shop', { model: 'opus' }) } }),
  );
  await ask('run fix it');
  await ask('run --agent scripted fix it');
  expect((await goal(1)).agent).toEqual({ name: 'claude', model: 'opus' });
  expect((await goal(2)).agent).toEqual({ name: 'scripted' });
});

test('a model that the agent does not have is refused, one of an agent without a list is not', async () => {
  const { ask, goal } = createTestWorld();
  const answer = await ask('run --model opsu fix it');
  expect(answer).toMatchObject({ ok: false, code: 'WRONG_USAGE', hint: 'Its models: opus.' });
  expect(answer.content.title).toContain('did you mean “opus”?');
  await ask('run --agent scripted --model any fix it');
  expect((await goal(1)).agent).toEqual({ name: 'scripted', model: 'any' });
});
