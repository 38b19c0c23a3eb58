import { access, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test, vi } from 'vitest';
import type { DroverProcess } from '../../support/whole/drover-process.ts';
import { runGoal, whenEnded, whenGoal } from '../../support/whole/goals.ts';
import { makeInstallation, scripts, type Installation } from '../../support/whole/installation.ts';

vi.setConfig({ testTimeout: 120_000, hookTimeout: 60_000 });

/** Worktrees that are set up, removed, and made again. */
let installation: Installation;
let drover: DroverProcess;

beforeAll(async () => {
  installation = await makeInstallation();
  const source = installation.repository;
  const project = { source, accept: ['npm test'], agent: 'scripted' };
  await installation.configure({
    agents: { scripted: { kind: 'scripted', script: scripts.rightAtOnce } },
    access: { admin: ['local'] },
    projects: {
      cart: { ...project, setup: `pwd >> '${installation.folder}/ran'` },
      broken: { ...project, setup: 'echo no such package >&2; exit 3' },
    },
  });
  drover = await installation.start();
});
afterAll(() => installation.remove());

const isThere = (folder: string): Promise<boolean> =>
  access(folder).then(
    () => true,
    () => false,
  );

/** How often a worktree was set up. */
async function setUps(worktree: string): Promise<number> {
  const lines = (await readFile(join(installation.folder, 'ran'), 'utf8')).split('\n');
  return lines.filter((line) => line === worktree).length;
}

test('a worktree is set up once, evicted when its goal has ended, and made and set up again when it goes on', async () => {
  const handle = await runGoal(drover, 'mend the cart', { project: 'cart' });
  const done = await whenEnded(drover, handle);
  const worktree = join(installation.home, 'worktrees', handle);
  expect(done).toMatchObject({ state: 'done', workspace: { path: worktree } });
  expect(await setUps(worktree)).toBe(1);

  const evicted = await drover.verb('evict', { flags: { older: '0s' } });
  expect(evicted).toMatchObject({ ok: true, data: { worktrees: [handle] } });
  expect(await isThere(worktree)).toBe(false);

  await drover.verb('continue', { goal: handle, text: 'look at it once more' });
  const again = await whenGoal(drover, handle, ({ state, turns }) => state === 'done' && turns.length > 1);
  expect(await setUps(worktree)).toBe(2);
  expect(again.turns.map(({ outcome }) => outcome)).toEqual(['finished', 'finished']);
  expect(await installation.git('rev-parse', again.branch)).toBe(again.sha);
});

test('a goal whose worktree cannot be set up ends before its first turn, and says why', async () => {
  const handle = await runGoal(drover, 'mend the cart', { project: 'broken' });
  const failed = await whenEnded(drover, handle);
  expect(failed).toMatchObject({ state: 'failed', turn: 0, turns: [], result: { code: 'SETUP_FAILED' } });
  expect(failed.result?.hint).toContain('no such package');
});
