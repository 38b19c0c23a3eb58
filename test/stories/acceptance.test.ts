import { mkdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test, vi } from 'vitest';
import { createHelperModel, type HelperModel } from '../support/helper-model/create-helper-model.ts';
import type { DroverProcess } from '../support/whole/drover-process.ts';
import { factsOf, runGoal, whenEnded, whenGoal } from '../support/whole/goals.ts';
import { makeInstallation, type Installation } from '../support/whole/installation.ts';
import { allGone } from '../support/whole/processes.ts';

vi.setConfig({ testTimeout: 120_000, hookTimeout: 60_000 });

/** What agents do to the tests, to the criteria and to git, and what drover believes of it. */
let installation: Installation;
let drover: DroverProcess;
let model: HelperModel;

const write = (path: string, text: string) => ({ edit: { path, write: text } });
const git = (args: string) => ({
  run: `git -c user.name=a -c user.email=a@localhost -c core.hooksPath=/dev/null ${args}`,
});
const done = { say: 'Done.' };
const skipping = `sed -i 's/^test(/test.skip(/' cart.test.js`;
const testsNotWeakened = { kind: 'custom', check: 'testsNotWeakened' };

/** What an agent plays, and what its work is judged by; without `accept`, by what stands in the repository. */
const stories: Record<string, { turns: object[][]; accept?: (string | object)[] }> = {
  weakens: { turns: [[{ run: skipping }, done]], accept: ['npm test', testsNotWeakened] },
  rewrites: {
    turns: [[write('.drover/accept.yaml', '- "true"\n'), write('forbidden.txt', 'x'), done]],
  },
  leaves: {
    turns: [[write('new.txt', 'new'), done]],
    accept: [
      'test -e new.txt && echo report > report.txt',
      { kind: 'custom', check: 'noPathsTouched', globs: ['*.js'] },
    ],
  },
  commits: {
    turns: [[write('new.txt', 'new'), git('add -A'), git('commit -qm mine'), done]],
    accept: ['test -e new.txt', { kind: 'custom', check: 'gitClean' }],
  },
  idles: { turns: [[done], [{ say: 'It is fine as it is: NO_CHANGES_NEEDED.' }]], accept: ['true'] },
  reverts: {
    turns: [
      [
        write('new.txt', 'x'),
        git('add -A'),
        git('commit -qm x'),
        git('revert -n HEAD'),
        git('commit -qm y'),
        done,
      ],
    ],
    accept: ['true'],
  },
  excused: {
    turns: [[write('new.txt', 'x'), done]],
    accept: [
      'test -e new.txt',
      { kind: 'shell', command: 'npm test', name: 'old tests', excuseBaseline: true },
    ],
  },
  judged: {
    turns: [[write('new.txt', 'x'), done]],
    accept: [{ kind: 'llmJudge', criterion: 'there is a new file' }],
  },
  mine: {
    turns: [[write('new.txt', 'x'), done]],
    accept: [{ kind: 'custom', check: 'function', use: 'least', args: { files: 2 } }],
  },
  slow: {
    turns: [[write('new.txt', 'x'), done]],
    accept: ['test ! -e new.txt || { echo looking; setsid sleep 300 & sleep 300; }'],
  },
};

const verifier = `export default ({ files, args }: { files: unknown[]; args: { files: number } }) => ({
  ok: files.length >= args.files,
  reason: \`\${files.length} of \${args.files} files\`,
});
`;

beforeAll(async () => {
  model = await createHelperModel([{ text: JSON.stringify({ pass: true, reason: 'there is one' }) }]);
  installation = await makeInstallation();
  const { repository, folder } = installation;
  await mkdir(join(repository, '.drover'));
  await writeFile(join(repository, '.drover', 'accept.yaml'), '- test ! -e forbidden.txt\n');
  await installation.git('add', '-A');
  await installation.git('-c', 'user.name=o', '-c', 'user.email=o@localhost', 'commit', '-qm', 'criteria');
  await installation.git('checkout', '-qb', 'broken');
  await writeFile(join(repository, '.drover', 'accept.yaml'), '- npm test\n- kind: shell\n  comand: x\n');
  await installation.git('-c', 'user.name=o', '-c', 'user.email=o@localhost', 'commit', '-qam', 'broken');
  await installation.git('checkout', '-q', '-');
  await mkdir(join(folder, 'verifiers'));
  await writeFile(join(folder, 'verifiers', 'least.ts'), verifier);
  const named = Object.entries(stories);
  await installation.configure({
    agents: Object.fromEntries(
      named.map(([name, { turns }]) => [name, { kind: 'scripted', script: { turns } }]),
    ),
    projects: Object.fromEntries(
      named.map(([name, { accept }]) => [
        name,
        { source: repository, agent: name, ...(accept === undefined ? {} : { accept }) },
      ]),
    ),
    verifiers: { least: './verifiers/least.ts' },
    helper: { url: model.url, model: 'small' },
    concurrency: { goals: 6 },
  });
  drover = await installation.start();
});
afterAll(async () => {
  await installation.remove();
  await model.close();
});

const start = (project: string, flags: object = { turns: 1 }) =>
  runGoal(drover, `try ${project}`, { project, ...flags });
const play = async (project: string, flags?: object) => whenEnded(drover, await start(project, flags));

test.concurrent('tests that were skipped pass, and are no proof: the goal is not done, and people are told', async () => {
  const goal = await play('weakens');
  expect(goal).toMatchObject({
    state: 'exhausted',
    checks: [{ ok: true }, { ok: false, reason: expect.stringContaining('is left out now') }],
  });
  const status = await drover.verb('status', { goal: goal.handle });
  expect(status.text).toContain('tests: cart.test.js');
});

test.concurrent('an agent that rewrites the criteria is judged by the old ones', async () => {
  const goal = await play('rewrites');
  expect(goal).toMatchObject({
    state: 'exhausted',
    checks: [{ label: 'test ! -e forbidden.txt', ok: false }],
    pinned: { source: 'project', file: '.drover/accept.yaml' },
  });
  const facts = await factsOf(drover, goal.handle);
  expect(facts.find(({ type }) => type === 'acceptance')?.data).toMatchObject({
    flags: [{ kind: 'criteria', paths: ['.drover/accept.yaml'] }],
  });
});

test.concurrent('untracked files are work, and what the checks write is none', async () => {
  const goal = await play('leaves');
  expect(goal).toMatchObject({ state: 'done', verified: 'verified' });
  const files = await installation.git('ls-tree', '-r', '--name-only', goal.branch);
  expect(files.split('\n')).toEqual(expect.arrayContaining(['cart.js', 'new.txt']));
  expect(files).not.toContain('report.txt');
  const facts = await factsOf(drover, goal.handle);
  const tree = facts.find(({ type }) => type === 'acceptance')?.data['tree'];
  expect(await installation.git('rev-parse', `${goal.branch}^{tree}`)).toBe(tree);
});

test.concurrent('an agent may commit by itself; what it committed is delivered as it is', async () => {
  const goal = await play('commits');
  expect(goal).toMatchObject({ state: 'done', verified: 'verified', delivery: { state: 'pushed' } });
  expect(await installation.git('log', '-1', '--format=%s', goal.branch)).toBe('mine');
});

test.concurrent('an agent that changes nothing is done only when it says that nothing is needed', async () => {
  const goal = await play('idles', { turns: 3 });
  expect(goal).toMatchObject({ state: 'done', turn: 2, result: { reason: 'nothing had to be changed' } });
  const facts = await factsOf(drover, goal.handle);
  const verdicts = facts.filter(({ type }) => type === 'acceptance').map(({ data }) => data);
  expect(verdicts).toMatchObject([
    { accepted: false, withoutChanges: true },
    { accepted: true, withoutChanges: false },
  ]);
});

test.concurrent('commits that take each other back are no work', async () => {
  expect(await play('reverts')).toMatchObject({
    state: 'exhausted',
    diff: { files: 0 },
    checks: [{ ok: true }],
  });
});

test.concurrent('a check that was red before may stay so, and the result says that it is proven in part', async () => {
  const goal = await play('excused');
  expect(goal).toMatchObject({
    state: 'done',
    verified: 'partly verified',
    checks: [{ ok: true }, { label: 'old tests', ok: false, excused: true }],
  });
});

test.concurrent('a model’s yes lets work pass, and proves nothing', async () => {
  const goal = await play('judged');
  expect(goal).toMatchObject({
    state: 'done',
    verified: 'unverified',
    checks: [{ kind: 'llmJudge', ok: true, reason: expect.stringContaining('there is one') }],
  });
  // The same model sums up turns, perhaps later.
  const asked = model.requests.map(({ body }) => JSON.stringify(body));
  expect(asked).toContainEqual(expect.stringContaining('there is a new file'));
});

test.concurrent('a function of the operator’s sees what changed, and its no counts', async () => {
  expect(await play('mine')).toMatchObject({
    state: 'exhausted',
    checks: [{ label: 'function least', ok: false, reason: '1 of 2 files' }],
  });
});

test.concurrent('a project’s own criteria that nobody can read end the goal before a turn is spent', async () => {
  const goal = await play('rewrites', { base: 'broken' });
  expect(goal).toMatchObject({
    state: 'failed',
    turn: 0,
    result: {
      code: 'ACCEPTANCE_INVALID',
      reason: expect.stringMatching(/^\.drover\/accept\.yaml, line \d: 1\./),
      hint: expect.stringContaining('--accept'),
    },
  });
});

test.concurrent('a stop in the middle of the checks ends them; they run again when the goal goes on', async () => {
  const id = await start('slow', { turns: 3 });
  await whenGoal(drover, id, (goal) => goal.phase === 'evaluating');
  await vi.waitFor(
    async () =>
      expect((await drover.verb('logs', { goal: id, flags: { checks: true } })).text).toContain('looking'),
    { timeout: 30_000 },
  );
  await drover.verb('stop', { goal: id });
  await whenGoal(drover, id, (goal) => goal.state === 'paused');
  await allGone(installation.home, `${id}/`);
  await drover.verb('resume', { goal: id });
  await whenGoal(drover, id, (goal) => goal.phase === 'evaluating');
  await drover.verb('cancel', { goal: id });
  await allGone(installation.home, `${id}/`);
});
