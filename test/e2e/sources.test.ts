import { mkdir } from 'node:fs/promises';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test, vi } from 'vitest';
import { checkoutState, commitFiles, git, makeRepository } from '../support/git-repository.ts';
import type { DroverProcess } from '../support/whole/drover-process.ts';
import { runGoal, whenEnded } from '../support/whole/goals.ts';
import { makeInstallation, type Installation } from '../support/whole/installation.ts';

vi.setConfig({ testTimeout: 120_000, hookTimeout: 60_000 });

/** Repositories as they are found in the world, and what becomes of goals about them. */
let installation: Installation;
let drover: DroverProcess;

const writesNotes = {
  turns: [[{ edit: { path: 'notes ü.txt', write: 'turn {{turn}}\n' } }, { say: 'Noted.' }]],
};

const folderOf = (project: string): string => join(installation.folder, folders[project] ?? project);
const folders: Readonly<Record<string, string>> = { odd: "it's my répo 🛒 (old)" };

beforeAll(async () => {
  installation = await makeInstallation();
  await mkdir(folderOf('plain'));
  await mkdir(folderOf('empty'));
  await git(folderOf('empty'), 'init', '--quiet', '--initial-branch=main');
  for (const name of ['detached', 'odd', 'occupied', 'based']) await makeRepository(folderOf(name));
  await git(folderOf('detached'), 'checkout', '--quiet', '--detach');
  await commitFiles(folderOf('detached'), { 'beside.txt': 'on no branch\n' });
  await git(folderOf('occupied'), 'checkout', '--quiet', '-b', 'drover/G-1-note-it');
  await commitFiles(folderOf('occupied'), { 'theirs.txt': 'somebody else’s\n' });
  await git(folderOf('occupied'), 'checkout', '--quiet', 'main');
  const names = ['plain', 'empty', 'missing', 'detached', 'odd', 'occupied', 'based'];
  await installation.configure({
    projects: Object.fromEntries(
      names.map((name) => [name, { source: folderOf(name), accept: ['true'], agent: 'scripted' }]),
    ),
    agents: { scripted: { kind: 'scripted', script: writesNotes } },
    concurrency: { goals: 8 },
  });
  drover = await installation.start();
  // The first goal is G-1, whose branch is taken.
  await runGoal(drover, 'note it', { project: 'occupied' });
});
afterAll(() => installation.remove());

test.concurrent.each([
  ['plain', {}, 'NOT_A_REPOSITORY'],
  ['missing', {}, 'NOT_A_REPOSITORY'],
  ['empty', {}, 'REPOSITORY_EMPTY'],
  ['based', { base: 'no-such-branch' }, 'BASE_NOT_FOUND'],
])(
  'a goal about a source that is %s fails before its first turn and says what to do',
  async (project, flags, code) => {
    const goal = await whenEnded(drover, await runGoal(drover, 'note it', { project, ...flags }));
    expect(goal).toMatchObject({ state: 'failed', turn: 0, turns: [], result: { code } });
    expect(goal.result?.reason).toContain(code === 'BASE_NOT_FOUND' ? 'no-such-branch' : folderOf(project));
    expect(goal.result?.hint).toMatch(/\w{10}|\w \w/);
    const { text } = await drover.verb('status', { goal: goal.handle });
    expect(text).toContain(goal.result?.reason.slice(0, 40) ?? '-');
  },
);

test.concurrent.each(['odd', 'detached'])(
  'a goal about a source that is %s begins at its main branch and is delivered there, and the checkout of its owner stays as it was',
  async (project) => {
    const before = await checkoutState(folderOf(project));
    const goal = await whenEnded(drover, await runGoal(drover, 'note it', { project }));
    expect(goal).toMatchObject({ state: 'done', delivery: { state: 'pushed' } });
    const source = folderOf(project);
    expect(await git(source, 'show', `${goal.branch}:notes ü.txt`)).toBe('turn 1');
    expect(await git(source, 'rev-parse', `${goal.branch}^`)).toBe(await git(source, 'rev-parse', 'main'));
    expect(await checkoutState(source)).toEqual(before);
  },
);

test.concurrent('a branch of that name from somebody else is not overwritten, and the goal does not claim to be done', async () => {
  const source = folderOf('occupied');
  const goal = await whenEnded(drover, 'G-1');
  expect(goal).toMatchObject({ state: 'failed', delivery: { state: 'failed' } });
  expect(await git(source, 'log', '-1', '--format=%s', 'drover/G-1-note-it')).toBe('change');
  expect(goal.result?.reason).toContain('drover/G-1-note-it');
  const { text } = await drover.verb('status', { goal: 'G-1' });
  expect(text).toMatch(/failed/);
  expect(goal.sha).toMatch(/^[0-9a-f]{40}$/);
  expect(await git(goal.workspace?.path ?? '', 'rev-parse', 'HEAD')).toBe(goal.sha);
});
