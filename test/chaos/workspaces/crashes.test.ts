import { access, mkdir, readFile, readdir, rename, rm, utimes, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { describe, expect, it } from 'vitest';
import { goalIdOf } from '../../../src/domain/ids.ts';
import { commitFiles, git, writeFiles } from '../../support/git-repository.ts';
import type { Bench } from '../../integration/workspaces/bench.ts';
import { never, openBench } from '../../integration/workspaces/bench.ts';
import { makeCrashingGit } from '../../integration/workspaces/crashing-git.ts';

const first = goalIdOf(1);
const files = { 'README.md': 'hello\n', 'src/a.ts': 'a\n', 'src/b.ts': 'b\n' };

/** The whole checkout, clean, on its branch; nothing else registered. */
async function expectWhole(bench: Bench): Promise<void> {
  const info = await bench.prepare();
  expect(info.baseSha).toBe(await git(bench.source, 'rev-parse', 'main'));
  expect(await git(info.path, 'symbolic-ref', 'HEAD')).toBe('refs/heads/drover/G-1-fix-it');
  expect(await git(info.path, 'status', '--porcelain')).toBe('');
  expect(await git(info.path, 'ls-files')).toBe('README.md\nsrc/a.ts\nsrc/b.ts');
  expect(await readdir(path.join(bench.mirror, 'worktrees'))).toEqual(['G-1']);
  await expect(access(path.join(bench.mirror, 'worktrees', 'G-1', 'locked'))).rejects.toThrow('ENOENT');
}

describe.each(['before', 'midway', 'after'] as const)('a git that dies %s its work', (how) => {
  it('does no harm at whichever call of a preparation it dies', async () => {
    for (let at = 1; ; at += 1) {
      await using bench = await openBench(files);
      const crashing = await makeCrashingGit(path.join(bench.root, 'bin'), at, how);
      const attempt = bench.reopen({ PATH: crashing.path }).prepare(bench.request(1), never);
      const failed = await attempt.then(
        () => false,
        () => true,
      );
      await expectWhole(bench);
      if ((await crashing.calls()) >= at) continue;
      expect(failed).toBe(false);
      expect(at).toBeGreaterThan(8);
      return;
    }
  });

  it('does no harm at whichever call of a commit it dies', async () => {
    for (let at = 1; ; at += 1) {
      await using bench = await openBench(files);
      const info = await bench.prepare();
      await git(info.path, 'checkout', '--quiet', '--detach');
      await writeFiles(info.path, { 'src/a.ts': 'changed\n', 'new.txt': 'new\n' });
      const crashing = await makeCrashingGit(path.join(bench.root, 'bin'), at, how);
      const commit = { message: 'Fix', author: { name: 'A', email: 'a@b' } };
      await bench
        .reopen({ PATH: crashing.path })
        .commitAll(info, commit, never)
        .catch(() => undefined);
      const { sha } = await bench.workspaces.commitAll(info, commit, never);
      expect(await git(info.path, 'rev-parse', 'drover/G-1-fix-it', 'HEAD')).toBe(`${sha}\n${sha}`);
      expect(await git(info.path, 'status', '--porcelain')).toBe('');
      expect(await git(info.path, 'rev-list', '--count', `${info.baseSha}..${sha}`)).toBe('1');
      if ((await crashing.calls()) < at) return;
    }
  });
});

it('does no harm at whichever call of a delivery git dies', async () => {
  await using bench = await openBench(files);
  const info = await bench.prepare();
  for (let at = 1; at <= 5; at += 1) {
    const sha = await commitFiles(info.path, { 'n.txt': String(at) });
    const crashing = await makeCrashingGit(path.join(bench.root, `bin-${at}`), at, 'after');
    await bench
      .reopen({ PATH: crashing.path })
      .deliverBranch(bench.request(1), sha, never)
      .catch(() => undefined);
    await bench.workspaces.deliverBranch(bench.request(1), sha, never);
    expect(await git(bench.source, 'rev-parse', 'drover/G-1-fix-it')).toBe(sha);
  }
});

it('completes a mirror whose making was cut short', async () => {
  for (const broken of ['HEAD', 'objects', 'refs', 'config']) {
    await using bench = await openBench(files);
    await bench.prepare(2);
    await rm(path.join(bench.mirror, 'worktrees'), { recursive: true });
    await rm(path.join(bench.home, 'worktrees'), { recursive: true });
    await rm(path.join(bench.mirror, broken), { recursive: true });
    if (broken === 'HEAD') await writeFile(path.join(bench.mirror, 'HEAD'), '');
    await expectWhole(bench);
    expect(await git(bench.mirror, 'rev-parse', '--is-bare-repository')).toBe('true');
  }
});

it('finishes a worktree that git had only begun', async () => {
  await using bench = await openBench(files);
  const info = await bench.prepare();
  const admin = path.join(bench.mirror, 'worktrees', 'G-1');
  await writeFile(path.join(admin, 'locked'), 'initializing');
  await rm(path.join(info.path, 'src'), { recursive: true });
  await rm(path.join(admin, 'index'));
  await rm(path.join(admin, 'drover-ready'));
  await mkdir(path.join(bench.mirror, 'worktrees', 'G-11'));
  await writeFile(path.join(bench.mirror, 'worktrees', 'G-11', 'locked'), 'initializing');
  await expectWhole(bench);
  expect(await readFile(path.join(info.path, 'src/b.ts'), 'utf8')).toBe('b\n');
});

it('removes locks that a killed git left behind, in the worktree and in the mirror', async () => {
  await using bench = await openBench(files);
  const info = await bench.prepare();
  const admin = path.join(bench.mirror, 'worktrees', 'G-1');
  await writeFile(path.join(admin, 'index.lock'), '');
  await bench.prepare();
  await git(info.path, 'add', '--all');
  const lock = path.join(bench.mirror, 'refs', 'heads', 'drover', 'G-1-fix-it.lock');
  await writeFile(lock, '');
  await utimes(lock, 1, 1);
  await writeFiles(info.path, { 'new.txt': 'new' });
  const commit = { message: 'Fix', author: { name: 'A', email: 'a@b' } };
  expect(await bench.workspaces.commitAll(info, commit, never)).toMatchObject({ committed: true });
  expect(bench.warnings.messages).toContain('removed a lock that a dead git left');
});

it('waits for a lock that is held for a moment', async () => {
  await using bench = await openBench(files);
  const info = await bench.prepare();
  await writeFiles(info.path, { 'new.txt': 'new' });
  const lock = path.join(bench.mirror, 'refs', 'heads', 'drover', 'G-1-fix-it.lock');
  await writeFile(lock, '');
  const commit = { message: 'Fix', author: { name: 'A', email: 'a@b' } };
  const committing = bench.workspaces.commitAll(info, commit, never);
  setTimeout(() => void rm(lock), 600);
  expect(await committing).toMatchObject({ committed: true });
  expect(bench.warnings.messages).toEqual([]);
});

describe('a deleted worktree', () => {
  it('is made again with the uncommitted work of the newest checkpoint', async () => {
    await using bench = await openBench(files);
    const info = await bench.prepare();
    await writeFiles(info.path, { 'old.txt': 'old' });
    await bench.workspaces.checkpoint(info, first, 9, never);
    const done = await commitFiles(info.path, { 'done.txt': 'done' });
    await writeFiles(info.path, { 'src/a.ts': 'changed\n', 'new/untracked.txt': 'new\n' });
    await rm(path.join(info.path, 'src/b.ts'));
    await bench.workspaces.checkpoint(info, first, 10, never);
    const before = await git(info.path, 'status', '--porcelain', '--untracked-files=all');
    await rm(info.path, { recursive: true });
    await bench.prepare();
    expect(await git(info.path, 'status', '--porcelain', '--untracked-files=all')).toBe(before);
    expect(await git(info.path, 'rev-parse', 'HEAD')).toBe(done);
    expect(await readFile(path.join(info.path, 'new/untracked.txt'), 'utf8')).toBe('new\n');
  });

  it('is not taken back to a checkpoint that the branch has left behind', async () => {
    await using bench = await openBench(files);
    const info = await bench.prepare();
    await writeFiles(info.path, { 'README.md': 'half done\n' });
    await bench.workspaces.checkpoint(info, first, 1, never);
    const done = await commitFiles(info.path, { 'README.md': 'done\n' });
    await rm(info.path, { recursive: true });
    await bench.prepare();
    expect(await git(info.path, 'rev-parse', 'HEAD')).toBe(done);
    expect(await git(info.path, 'status', '--porcelain')).toBe('');
  });

  it('is made again from a checkpoint further on than the branch, and when the branch is gone too', async () => {
    await using bench = await openBench(files);
    const info = await bench.prepare();
    await git(info.path, 'checkout', '--quiet', '--detach');
    const ahead = await commitFiles(info.path, { 'ahead.txt': 'x' });
    await writeFiles(info.path, { 'open.txt': 'y' });
    await bench.workspaces.checkpoint(info, first, 1, never);
    await rm(info.path, { recursive: true });
    await bench.prepare();
    expect(await git(info.path, 'rev-parse', 'HEAD', 'drover/G-1-fix-it')).toBe(`${ahead}\n${ahead}`);
    expect(await git(info.path, 'status', '--porcelain')).toBe('?? open.txt');
    await rm(info.path, { recursive: true });
    await git(bench.mirror, 'update-ref', '-d', 'refs/heads/drover/G-1-fix-it');
    await bench.prepare();
    expect(await git(info.path, 'rev-parse', 'drover/G-1-fix-it')).toBe(ahead);
    expect(await git(info.path, 'status', '--porcelain')).toBe('?? open.txt');
  });

  it('is a clear error where it is needed, and is made again after an emptied folder or a pruned registration', async () => {
    await using bench = await openBench(files);
    const info = await bench.prepare();
    await rm(info.path, { recursive: true });
    await expect(bench.workspaces.changes(info, never)).rejects.toMatchObject({
      code: 'WORKSPACE_GONE',
      message: `${info.path}: the worktree is gone`,
    });
    await git(bench.mirror, 'worktree', 'prune');
    await expectWhole(bench);
    await rm(info.path, { recursive: true });
    await mkdir(info.path);
    await expectWhole(bench);
  });
});

it('never deletes a folder that it does not know: it moves it aside', async () => {
  await using bench = await openBench(files);
  const folder = path.join(bench.home, 'worktrees', 'G-1');
  await writeFiles(folder, { 'precious.txt': 'precious' });
  await expectWhole(bench);
  expect(await readFile(`${folder}.kept-1/precious.txt`, 'utf8')).toBe('precious');
  expect(bench.warnings.messages).toHaveLength(1);
});

it('goes on from a branch of an earlier try whose record is lost', async () => {
  await using bench = await openBench(files);
  const info = await bench.prepare();
  const done = await commitFiles(info.path, { 'done.txt': 'x' });
  await rm(path.join(bench.mirror, 'drover'), { recursive: true });
  await commitFiles(bench.source, { 'newer.txt': 'x' });
  expect(await bench.prepare()).toEqual(info);
  expect(await git(info.path, 'rev-parse', 'HEAD')).toBe(done);
});

it('keeps files whose mirror is lost, aside', async () => {
  await using bench = await openBench(files);
  const info = await bench.prepare();
  await writeFiles(info.path, { 'new.txt': 'new' });
  await rename(bench.mirror, `${bench.root}/gone.git`);
  await expectWhole(bench);
  expect(await readFile(`${info.path}.kept-1/new.txt`, 'utf8')).toBe('new');
});

it('finds the worktree also when the agent replaced its .git file with a repository of its own', async () => {
  await using bench = await openBench(files);
  const info = await bench.prepare();
  await rm(path.join(info.path, '.git'));
  await git(info.path, 'init', '--quiet');
  await commitFiles(info.path, { 'own.txt': 'own' });
  expect(await bench.workspaces.changes(info, never)).toMatchObject({ files: 1, untracked: 1 });
  await rm(path.join(info.path, '.git'), { recursive: true });
  await bench.prepare();
  expect(await git(info.path, 'status', '--porcelain')).toBe('?? own.txt');
});
