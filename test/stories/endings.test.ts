import { afterAll, beforeAll, expect, test, vi } from 'vitest';
import { git, makeRepository } from '../support/git-repository.ts';
import type { DroverProcess } from '../support/whole/drover-process.ts';
import { factsOf, runGoal, whenEnded } from '../support/whole/goals.ts';
import { makeInstallation, scripts, type Installation } from '../support/whole/installation.ts';
import { join } from 'node:path';
import { axisWords } from '../../src/domain/budget.ts';
import { until } from '../support/until.ts';

vi.setConfig({ testTimeout: 120_000, hookTimeout: 60_000 });

/** How goals end: budgets, what counts as done, and where the work is. */
let installation: Installation;
let drover: DroverProcess;

const oneTurn = (...steps: object[]) => ({ kind: 'scripted', script: { turns: [steps] } });
const writes = { edit: { path: 'notes.txt', write: 'turn {{turn}}\n' } };

const agents = {
  scripted: { kind: 'scripted', script: scripts.stubborn },
  dear: oneTurn(writes, { usage: { input: 1000, output: 10, costUsd: 0.3 } }, { say: 'Done.' }),
  slow: oneTurn(writes, { hang: 'quiet' }),
  right: { kind: 'scripted', script: scripts.rightAtOnce },
  idle: oneTurn({ say: 'I looked at it.' }),
  content: oneTurn({ say: 'All is well. NO_CHANGES_NEEDED' }),
};

const makefile = 'test:\n\tgrep -q turn notes.txt\n';

beforeAll(async () => {
  installation = await makeInstallation();
  const made = join(installation.folder, 'made');
  const bare = join(installation.folder, 'bare');
  await makeRepository(made, { Makefile: makefile });
  await makeRepository(bare);
  await installation.configure({
    agents,
    projects: {
      cart: { source: installation.repository, accept: ['npm test'], agent: 'scripted' },
      made: { source: made, agent: 'scripted' },
      bare: { source: bare, agent: 'scripted' },
      npm: { source: installation.repository, agent: 'right' },
      filed: {
        source: bare,
        agent: 'scripted',
        accept: [{ kind: 'file', path: 'notes.txt', matches: '^still thinking 2' }],
      },
    },
    concurrency: { goals: 4 },
  });
  drover = await installation.start();
});
afterAll(() => installation.remove());

const red = { accept: ['false'], project: 'bare' };

test.concurrent.each([
  ['turns', { turns: 2 }, {}],
  ['costUsd', { cost: 0.5 }, { agent: 'dear' }],
  ['tokens', { tokens: 2000 }, { agent: 'dear' }],
  ['wallMs', { time: '8s' }, { agent: 'slow' }],
] as const)(
  'a goal that uses up its budget of %s is exhausted, names the axis and keeps the work',
  async (axis, budget, more) => {
    const goal = await whenEnded(
      drover,
      await runGoal(drover, 'never right', { ...red, ...budget, ...more }),
    );
    expect(goal.state).toBe('exhausted');
    expect(goal.result?.reason).toContain('budget');
    const facts = await factsOf(drover, goal.handle);
    expect(facts.find((fact) => fact.type === 'budget.exhausted')?.data).toMatchObject({ axis });
    const { text: standing } = await drover.verb('status', { goal: goal.handle });
    expect(standing).toContain(`budget used up: ${axisWords[axis]}`);
    const { text } = await drover.verb('diff', { goal: goal.handle });
    expect(text).toContain('notes.txt');
  },
);

test.concurrent('deliver none keeps the commit with drover and says where; the source gets nothing', async () => {
  const id = await runGoal(drover, 'make it right', { project: 'cart', agent: 'right', deliver: 'none' });
  const goal = await whenEnded(drover, id);
  expect(goal).toMatchObject({ state: 'done', verified: 'verified', delivery: { state: 'none' } });
  expect(await git(goal.workspace?.path ?? '', 'rev-parse', 'HEAD')).toBe(goal.sha);
  expect(await installation.git('branch', '--list', goal.branch)).toBe('');
  const place = goal.workspace?.path ?? '-';
  await until('the place to be told', () => (drover.output().includes(place) ? true : undefined));
});

test.concurrent('without checks the result is unverified, also with the agent’s word', async () => {
  const id = await runGoal(drover, 'just do it', { project: 'bare', 'no-accept': true });
  const goal = await whenEnded(drover, id);
  expect(goal).toMatchObject({ state: 'done', verified: 'unverified', checks: [] });
});

test.concurrent('a criterion about a file holds when the file is as wanted', async () => {
  const goal = await whenEnded(drover, await runGoal(drover, 'think twice', { project: 'filed' }));
  expect(goal).toMatchObject({ state: 'done', verified: 'partly verified', turn: 2 });
});

test.concurrent.each([
  ['made', 'make test'],
  ['npm', 'npm test'],
])('the checks of the project “%s” are found by its kind: %s', async (project, command) => {
  const flags = project === 'made' ? { agent: 'dear' } : {};
  const goal = await whenEnded(drover, await runGoal(drover, 'by its kind', { project, ...flags }));
  expect(goal).toMatchObject({ state: 'done', verified: 'verified' });
  expect(goal.checks).toMatchObject([{ label: command, ok: true }]);
});

test.concurrent('a project of no known kind must at least be changed, and proves nothing by that', async () => {
  const goal = await whenEnded(drover, await runGoal(drover, 'change something', { project: 'bare' }));
  expect(goal).toMatchObject({ state: 'done', verified: 'unverified', turn: 1 });
});

test.concurrent('an agent that changes nothing is not believed, unless it says that nothing was needed', async () => {
  const green = { project: 'bare', accept: ['true'], turns: 2 };
  const idle = whenEnded(drover, await runGoal(drover, 'look at it', { ...green, agent: 'idle' }));
  const content = await whenEnded(
    drover,
    await runGoal(drover, 'look again', { ...green, agent: 'content' }),
  );
  expect(await idle).toMatchObject({ state: 'exhausted', turn: 2 });
  expect(content).toMatchObject({ state: 'done', turn: 1, result: { reason: 'nothing had to be changed' } });
});
