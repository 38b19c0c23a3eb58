import { stat } from 'node:fs/promises';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test, vi } from 'vitest';
import type { DroverProcess } from '../support/whole/drover-process.ts';
import { factsOf, runGoal, whenEnded, whenGoal } from '../support/whole/goals.ts';
import { makeInstallation, type Installation } from '../support/whole/installation.ts';
import { allGone, childrenCanBeSeen, livingChildren, someAlive } from '../support/whole/processes.ts';
import { until } from '../support/until.ts';

vi.setConfig({ testTimeout: 120_000, hookTimeout: 60_000 });

/** Acceptance commands that flood, hang, fork or are cancelled. */
let installation: Installation;
let drover: DroverProcess;

const shell = (command: string, more: object = {}) => ({ kind: 'shell', command, ...more });
/** Only in the goal's worktree, where the agent has been; the baseline on the untouched base passes them quickly. */
const afterTheAgent = (command: string) => `test ! -e notes.txt || { ${command}; }`;
const daemon = `setsid sh -c 'exec sleep 300' </dev/null >/dev/null 2>&1 & (setsid sleep 301 &) ; sleep 0.2`;

const checks = {
  floods: [shell(afterTheAgent(`yes "the same line over and over" | head -c 100000000; echo end; exit 3`))],
  hangs: [shell(afterTheAgent('sleep 300'), { timeout: '1s' })],
  stubborn: [shell(afterTheAgent(`trap '' TERM; sleep 300; sleep 300`), { timeout: '1s' })],
  forks: [shell(afterTheAgent(daemon))],
  slow: [shell(afterTheAgent(`setsid sleep 300 & sleep 300`))],
};

beforeAll(async () => {
  installation = await makeInstallation();
  const writes = [{ edit: { path: 'notes.txt', write: 'turn {{turn}}\n' } }, { say: 'Done.' }];
  await installation.configure({
    agents: { scripted: { kind: 'scripted', script: { turns: [writes] } } },
    projects: Object.fromEntries(
      Object.entries(checks).map(([name, accept]) => [name, { source: installation.repository, accept }]),
    ),
    concurrency: { goals: 5 },
  });
  drover = await installation.start();
});
afterAll(() => installation.remove());

const start = (project: string, turns = 1) => runGoal(drover, `try ${project}`, { project, turns });

test.concurrent('100 MB from a check are judged by their end, and neither stored nor shown whole', async () => {
  const id = await start('floods');
  const goal = await whenEnded(drover, id);
  expect(goal.checks).toMatchObject([{ ok: false, reason: 'exit 3', exitCode: 3 }]);
  const evidence = goal.checks?.[0]?.evidence ?? '';
  expect(evidence.trimEnd().endsWith('end')).toBe(true);
  expect(Buffer.byteLength(evidence)).toBeLessThanOrEqual(4096);
  const log = await stat(join(installation.home, 'turns', id, '1-1', 'checks.log'));
  expect(log.size).toBeLessThan(70_000_000);
});

test.concurrent.each(['hangs', 'stubborn'])(
  'a check that never ends (%s) is ended with everything it started and counts as red',
  async (project) => {
    const id = await start(project);
    const goal = await whenEnded(drover, id);
    expect(goal).toMatchObject({
      state: 'exhausted',
      checks: [{ ok: false, reason: 'timed out after 1 s' }],
    });
    await allGone(installation.home, `${id}/`);
  },
);

describe.skipIf(!childrenCanBeSeen)('where processes can be seen', () => {
  test.concurrent('daemons of a check do not outlive it', async () => {
    const id = await start('forks');
    const goal = await whenEnded(drover, id);
    expect(goal).toMatchObject({ state: 'done', checks: [{ ok: true }] });
    await allGone(installation.home, `${id}/`);
  });

  test.concurrent('cancel in the middle of the checks ends them, also what they forked, and the run is over at once', async () => {
    const id = await start('slow', 3);
    await whenGoal(drover, id, (goal) => goal.phase === 'evaluating');
    await someAlive(installation.home, id);
    await until(
      'the check itself to run',
      async () =>
        (await livingChildren(installation.home)).some((tag) => tag.endsWith(`${id}/1-1-checks`)) ||
        undefined,
    );
    expect((await drover.verb('cancel', { goal: id })).text).toContain(`${id} is cancelled`);
    await allGone(installation.home, `${id}/`);
    const goal = await whenEnded(drover, id);
    expect(goal).toMatchObject({ state: 'cancelled', turn: 1 });
    const facts = await factsOf(drover, id);
    expect(facts.filter((fact) => fact.type === 'goal.completed')).toHaveLength(1);
    expect(facts.some((fact) => fact.type === 'acceptance')).toBe(false);
  });
});
