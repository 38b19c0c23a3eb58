import { access, chmod, readdir, readFile, readlink, rename, rm, symlink, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { describe, expect, it } from 'vitest';
import { goalIdOf } from '../../../src/domain/ids.ts';
import type { StoredWork } from '../../../src/ports/workspace.ts';
import { git, makeRepository, writeFiles } from '../../support/git-repository.ts';
import { never, openBench } from './bench.ts';
import type { Bench } from './bench.ts';

const first = goalIdOf(1);

async function storedWork(bench: Bench): Promise<StoredWork> {
  const work = (await bench.workspaces.inventory(never)).find(({ goal }) => goal === first);
  if (work === undefined) throw new Error('nothing of G-1 is kept');
  return work;
}

const isThere = (thing: string): Promise<boolean> =>
  access(thing).then(
    () => true,
    () => false,
  );

describe('what bears no mark of this drover', () => {
  it('is not listed and not removed: folders of other goals, other names, and in the place of a worktree', async () => {
    await using bench = await openBench();
    const info = await bench.prepare();
    const trees = path.dirname(info.path);
    const foreign = [
      'G-9/file',
      'G-9.kept-1/file',
      '1.kept-1/file',
      'g-1.kept-1/file',
      'G-1.kept/file',
      'notes/file',
    ];
    await writeFiles(trees, Object.fromEntries(foreign.map((name) => [name, 'mine\n'])));
    await writeFiles(path.join(bench.home, 'repos'), {
      'notes.git/drover/readme.txt': 'x',
      'plain/drover/G-9.json': '{}',
    });
    expect(await bench.workspaces.inventory(never)).toMatchObject([
      { goal: first, worktree: info.path, kept: [] },
    ]);
    await bench.workspaces.removeWorktree(await storedWork(bench), never);
    for (const goal of [2, 9])
      await bench.workspaces.removeWorktree({ ...(await storedWork(bench)), goal: goalIdOf(goal) }, never);
    // Somebody else's folder now stands where the worktree was.
    await writeFiles(trees, { 'G-1/file': 'mine\n' });
    expect(await storedWork(bench)).not.toHaveProperty('worktree');
    expect(
      await bench.workspaces.removeWorktree({ ...(await storedWork(bench)), worktree: info.path }, never),
    ).toEqual({
      bytes: 0,
    });
    for (const name of [...foreign, 'G-1/file'])
      expect(await readFile(path.join(trees, name), 'utf8')).toBe('mine\n');
  });

  it('is not removed in the place of a worktree that somebody deleted, or when it is a repository of its own', async () => {
    await using bench = await openBench();
    const info = await bench.prepare();
    const work = await storedWork(bench);
    for (const make of [
      () => writeFiles(info.path, { 'mine.txt': 'mine\n' }),
      () => makeRepository(info.path, { 'mine.txt': 'mine\n' }),
    ]) {
      await rm(info.path, { recursive: true });
      await make();
      expect(await storedWork(bench)).not.toHaveProperty('worktree');
      expect(await bench.workspaces.removeWorktree(work, never)).toEqual({ bytes: 0 });
      await expect(bench.workspaces.removeRefs(work, { branch: true }, never)).rejects.toMatchObject({
        code: 'WORKSPACE_FAILED',
      });
      expect(await readFile(path.join(info.path, 'mine.txt'), 'utf8')).toBe('mine\n');
    }
  });

  it('does not keep a goal whose worktree somebody deleted from being forgotten', async () => {
    await using bench = await openBench();
    const info = await bench.prepare();
    const work = await storedWork(bench);
    await rm(info.path, { recursive: true });
    expect(await bench.workspaces.removeWorktree(work, never)).toEqual({ bytes: 0 });
    await bench.workspaces.removeRefs(work, { branch: true }, never);
    expect(await bench.workspaces.inventory(never)).toEqual([]);
    expect(await git(bench.mirror, 'for-each-ref', 'refs/heads', 'refs/drover')).toBe('');
  });

  it('is not reached through a link in the place of a worktree', async () => {
    await using bench = await openBench();
    const info = await bench.prepare();
    const elsewhere = path.join(bench.root, 'elsewhere');
    await rename(info.path, elsewhere);
    await writeFiles(elsewhere, { 'mine.txt': 'mine\n' });
    await symlink(elsewhere, info.path);
    const work = await storedWork(bench);
    expect(work).not.toHaveProperty('worktree');
    await bench.workspaces.removeWorktree({ ...work, worktree: info.path }, never);
    expect(await readFile(path.join(elsewhere, 'mine.txt'), 'utf8')).toBe('mine\n');
    expect(await readFile(path.join(elsewhere, 'README.md'), 'utf8')).toBe('hello\n');
  });

  it('is not worked on through a link in the place of a worktree, which is moved aside', async () => {
    await using bench = await openBench();
    const info = await bench.prepare();
    await writeFiles(info.path, { 'work.txt': 'w\n' });
    await bench.workspaces.checkpoint(info, first, 1, never);
    const elsewhere = path.join(bench.root, 'elsewhere');
    await writeFiles(elsewhere, { 'mine.txt': 'mine\n' });
    await rm(info.path, { recursive: true });
    await symlink(elsewhere, info.path);
    const gone = { code: 'WORKSPACE_GONE' };
    await expect(bench.workspaces.checkpoint(info, first, 2, never)).rejects.toMatchObject(gone);
    await expect(bench.workspaces.snapshot(info, first, never)).rejects.toMatchObject(gone);
    await bench.prepare();
    expect(await readFile(path.join(info.path, 'work.txt'), 'utf8')).toBe('w\n');
    expect(await readlink(`${info.path}.kept-1`)).toBe(elsewhere);
    expect(await readdir(elsewhere)).toEqual(['mine.txt']);
  });

  it('is not reached through links inside a worktree or beside it', async () => {
    await using bench = await openBench();
    const info = await bench.prepare();
    const outside = path.join(bench.root, 'outside');
    await writeFiles(outside, { 'mine.txt': 'mine\n' });
    await symlink(outside, path.join(info.path, 'link'));
    await symlink(outside, `${info.path}.kept-1`);
    const { bytes } = await bench.workspaces.removeWorktree(await storedWork(bench), never);
    expect(bytes).toBeGreaterThan(0);
    expect(await isThere(`${info.path}.kept-1`)).toBe(false);
    expect(await readFile(path.join(outside, 'mine.txt'), 'utf8')).toBe('mine\n');
  });
});

describe('a worktree that goes', () => {
  it('goes with what was moved aside for it, with a baseline that was left, and with write-protected folders', async () => {
    await using bench = await openBench({ '.gitignore': 'cache/\n', 'README.md': 'hello\n' });
    const info = await bench.prepare();
    await writeFiles(info.path, { 'cache/module/file': 'x' });
    await chmod(path.join(info.path, 'cache/module'), 0o555);
    const baseline = await bench.workspaces.prepareBaseline(bench.request(1), info.baseSha, never);
    await writeFiles(`${info.path}.kept-1`, { 'old.txt': 'old\n' });
    await writeFiles(`${baseline.path}.kept-2`, { 'old.txt': 'old\n' });
    const work = await storedWork(bench);
    expect(work.kept.toSorted()).toEqual([baseline.path, `${baseline.path}.kept-2`, `${info.path}.kept-1`]);
    await bench.workspaces.removeWorktree(work, never);
    for (const folder of [info.path, ...work.kept]) expect(await isThere(folder)).toBe(false);
    expect(await git(bench.mirror, 'worktree', 'list')).not.toContain('G-1');
  });

  it('is gone for good when its removal was cut short, and never half there', async () => {
    await using bench = await openBench();
    const info = await bench.prepare();
    await writeFiles(info.path, { 'README.md': 'changed\n' });
    await bench.workspaces.checkpoint(info, first, 1, never);
    // A drover that was killed between the first step and the second.
    await rename(info.path, `${info.path}.removed`);
    await rm(path.join(`${info.path}.removed`, 'README.md'));
    await bench.reopen().prepare(bench.request(1), never);
    expect(await readFile(path.join(info.path, 'README.md'), 'utf8')).toBe('changed\n');
    const work = await storedWork(bench);
    expect(work.kept).toEqual([`${info.path}.removed`]);
    await bench.workspaces.removeWorktree(work, never);
    expect(await isThere(`${info.path}.removed`)).toBe(false);
    await bench.prepare();
    expect(await readFile(path.join(info.path, 'README.md'), 'utf8')).toBe('changed\n');
  });

  it('is not saved half written: what it was to be is newer', async () => {
    await using bench = await openBench();
    const info = await bench.prepare();
    await writeFiles(info.path, { 'README.md': 'changed\n' });
    await bench.workspaces.checkpoint(info, first, 1, never);
    await rm(path.join(bench.mirror, 'worktrees', 'G-1', 'drover-ready'));
    await rm(path.join(info.path, 'README.md'));
    await bench.workspaces.removeWorktree(await storedWork(bench), never);
    await bench.prepare();
    expect(await readFile(path.join(info.path, 'README.md'), 'utf8')).toBe('changed\n');
  });

  it('stays, with everything in it, when it cannot be saved', async () => {
    await using bench = await openBench();
    const info = await bench.prepare();
    await writeFiles(info.path, { 'precious.txt': 'p\n' });
    await writeFile(path.join(bench.mirror, 'worktrees', 'G-1', 'index'), 'no index');
    const before = await storedWork(bench);
    await expect(bench.workspaces.removeWorktree(before, never)).rejects.toMatchObject({
      code: expect.stringMatching(/^(GIT|WORKSPACE)_FAILED$/),
    });
    expect(await readFile(path.join(info.path, 'precious.txt'), 'utf8')).toBe('p\n');
  });
});

it('names files whose names are no text, as far as they can be read', async () => {
  await using bench = await openBench();
  const info = await bench.prepare();
  const strange = Buffer.concat([Buffer.from(`${info.path}/strange-`), Buffer.from([0xff])]);
  await writeFile(strange, 'x');
  const seen = (await bench.workspaces.snapshot(info, first, never)).files;
  expect(seen).toEqual([{ path: 'strange-\ufffd', change: 'added', standing: 'untracked' }]);
  const { sha } = await bench.workspaces.commitAll(
    info,
    { message: 'x', author: { name: 'A', email: 'a@b' } },
    never,
  );
  expect(await git(info.path, 'ls-tree', '--name-only', sha)).toContain('"strange-\\377"');
});
