import { execFileSync } from 'node:child_process';
import { access, mkdir, readFile, readdir, rename, rm, symlink, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { describe, expect, it } from 'vitest';
import { goalIdOf } from '../../../src/domain/ids.ts';
import type { RestorePoint, WorkspaceInfo } from '../../../src/ports/workspace.ts';
import { commitFiles, git, writeFiles } from '../../support/git-repository.ts';
import { wholeState } from '../../contract/workspace/visible-files.ts';
import type { Bench } from '../../integration/workspaces/bench.ts';
import { never, openBench } from '../../integration/workspaces/bench.ts';

const first = goalIdOf(1);
const files = { 'a.txt': 'a\n', 'src/b.txt': 'b\n' };
const admin = (bench: Bench, ...more: string[]) => path.join(bench.mirror, 'worktrees', 'G-1', ...more);
const tried = (folder: string, ...args: string[]) => git(folder, ...args).catch(() => undefined);

interface Saved {
  readonly info: WorkspaceInfo;
  readonly to: RestorePoint;
  readonly state: unknown;
}

/** A checkpoint with committed, changed and new files. */
async function saved(bench: Bench): Promise<Saved> {
  const info = await bench.prepare();
  await commitFiles(info.path, { 'done.txt': 'done\n' });
  await writeFiles(info.path, { 'a.txt': 'changed\n', 'new.txt': 'new\n' });
  const { sha } = await bench.workspaces.checkpoint(info, first, 1, never);
  const state = await wholeState(info.path, info.branch);
  return { info, to: { kind: 'checkpoint', sha }, state };
}

async function expectReturned(bench: Bench, { info, to, state }: Saved): Promise<void> {
  await bench.workspaces.restore(info, first, to, never);
  expect(await wholeState(info.path, info.branch)).toEqual(state);
  expect(await git(info.path, 'status')).not.toMatch(/in progress|merging|rebas|cherry|bisect|revert/i);
}

/** Two branches that change the same line, and a clean checkout on the goal's. */
async function makeConflict(info: WorkspaceInfo): Promise<void> {
  await git(info.path, 'checkout', '--quiet', '-b', 'other', info.baseSha, '--force');
  await commitFiles(info.path, { 'a.txt': 'theirs\n' });
  await git(info.path, 'checkout', '--quiet', info.branch);
  await commitFiles(info.path, { 'a.txt': 'mine\n' });
}

const operations: Record<string, (info: WorkspaceInfo) => Promise<unknown>> = {
  merge: (info) => tried(info.path, 'merge', 'other'),
  rebase: (info) => tried(info.path, 'rebase', 'other'),
  'rebase by patches': (info) => tried(info.path, 'rebase', '--apply', 'other'),
  'cherry-pick': (info) => tried(info.path, 'cherry-pick', 'other'),
  'cherry-pick of two': (info) => tried(info.path, 'cherry-pick', `${info.baseSha}..other`, 'other~1'),
  revert: (info) => tried(info.path, 'revert', '--no-commit', 'HEAD'),
  bisect: (info) => tried(info.path, 'bisect', 'start', 'HEAD', info.baseSha),
  'mailed patches': async (info) => {
    const mail = await git(info.path, 'format-patch', '--stdout', `${info.baseSha}..other`);
    await writeFile(path.join(info.path, 'mail.mbox'), mail);
    await tried(info.path, 'am', 'mail.mbox');
  },
};

describe('an operation that the agent left open', () => {
  it.each(Object.keys(operations))('is cleared: %s', async (name) => {
    await using bench = await openBench(files);
    const before = await saved(bench);
    await makeConflict(before.info);
    const clean = new Set(await readdir(admin(bench)));
    await operations[name]?.(before.info);
    const left = (await readdir(admin(bench))).filter((entry) => !clean.has(entry));
    expect(left.length).toBeGreaterThan(0);
    await expectReturned(bench, before);
    const stay = new Set([...clean, 'ORIG_HEAD', 'logs', 'refs']);
    expect((await readdir(admin(bench))).filter((entry) => !stay.has(entry))).toEqual([]);
    await commitFiles(before.info.path, { 'goes-on.txt': 'x\n' });
  });

  it('is cleared also when files and branch are as they were', async () => {
    await using bench = await openBench(files);
    const before = await saved(bench);
    await git(before.info.path, 'bisect', 'start');
    await expectReturned(bench, before);
    expect(await readdir(admin(bench))).not.toContain('BISECT_START');
  });

  it('does not lose the commits it worked with', async () => {
    await using bench = await openBench(files);
    const before = await saved(bench);
    await makeConflict(before.info);
    const theirs = await git(before.info.path, 'rev-parse', 'other');
    await tried(before.info.path, 'merge', 'other');
    await git(before.info.path, 'branch', '--quiet', '-D', 'other');
    await expectReturned(bench, before);
    const kept = await git(bench.mirror, 'for-each-ref', '--format=%(refname)', '--contains', theirs);
    expect(kept).toBe('refs/drover/G-1/before-restore-1-open');
  });
});

describe('a HEAD and a branch that the agent moved', () => {
  it('are put right when it detached HEAD, switched, renamed, reset, or deleted the branch', async () => {
    const moves: ((info: WorkspaceInfo) => Promise<unknown>)[] = [
      (info) => git(info.path, 'checkout', '--quiet', '--detach'),
      (info) => git(info.path, 'checkout', '--quiet', '-b', 'feature'),
      (info) => git(info.path, 'branch', '-m', 'renamed'),
      (info) => git(info.path, 'reset', '--quiet', '--hard', info.baseSha),
      async (info) => {
        await git(info.path, 'checkout', '--quiet', '--detach');
        await git(info.path, 'branch', '--quiet', '-D', info.branch);
      },
      (info) => git(info.path, 'checkout', '--quiet', '--orphan', 'unborn'),
      (info) => git(info.path, 'commit', '--quiet', '--amend', '--allow-empty', '-m', 'amended'),
    ];
    await using bench = await openBench(files);
    const before = await saved(bench);
    for (const move of moves) {
      await move(before.info);
      await commitFiles(before.info.path, { 'more.txt': 'more\n' });
      await expectReturned(bench, before);
    }
    const others = await git(bench.mirror, 'for-each-ref', '--format=%(refname:short)', 'refs/heads');
    expect(others.split('\n')).toEqual([before.info.branch, 'feature', 'renamed', 'unborn']);
  });

  it('are put right when another goal or nothing at all is behind the name of the branch', async () => {
    await using bench = await openBench(files);
    const before = await saved(bench);
    const other = await bench.prepare(2);
    await git(bench.mirror, 'symbolic-ref', `refs/heads/${before.info.branch}`, `refs/heads/${other.branch}`);
    await expectReturned(bench, before);
    expect(await git(bench.mirror, 'rev-parse', other.branch)).toBe(other.baseSha);
    for (const broken of ['', 'garbage\n', `${'1'.repeat(40)}\n`]) {
      await writeFile(path.join(bench.mirror, 'refs/heads', before.info.branch), broken);
      await expectReturned(bench, before);
    }
  });

  it('return to where they were, the work as it stood, when they had been apart at the checkpoint', async () => {
    await using bench = await openBench(files);
    const info = await bench.prepare();
    const tip = await commitFiles(info.path, { 'on-branch.txt': 'x\n' });
    await git(info.path, 'checkout', '--quiet', '--detach', info.baseSha);
    await commitFiles(info.path, { 'detached.txt': 'd\n' });
    const { sha } = await bench.workspaces.checkpoint(info, first, 1, never);
    await git(info.path, 'checkout', '--quiet', info.branch);
    await commitFiles(info.path, { 'later.txt': 'l\n' });
    await bench.workspaces.restore(info, first, { kind: 'checkpoint', sha }, never);
    expect(await git(info.path, 'rev-parse', 'HEAD', info.branch)).toBe(`${tip}\n${tip}`);
    expect(await git(info.path, 'symbolic-ref', 'HEAD')).toBe(`refs/heads/${info.branch}`);
    expect(await git(info.path, 'status', '--porcelain')).toBe(' D on-branch.txt\n?? detached.txt');
  });
});

describe('a checkout that the agent damaged', () => {
  const damages: Record<string, (bench: Bench, info: WorkspaceInfo) => Promise<unknown>> = {
    'a lock of the index': (bench) => writeFile(admin(bench, 'index.lock'), ''),
    'a lock of HEAD': (bench) => writeFile(admin(bench, 'HEAD.lock'), ''),
    'an index that is garbage': (bench) => writeFile(admin(bench, 'index'), 'garbage'),
    'an index that is empty': (bench) => writeFile(admin(bench, 'index'), ''),
    'no index': (bench) => rm(admin(bench, 'index')),
    'a HEAD that is empty': (bench) => writeFile(admin(bench, 'HEAD'), ''),
    'no HEAD': (bench) => rm(admin(bench, 'HEAD')),
    'no .git file': (_, info) => rm(path.join(info.path, '.git')),
    'a .git file that leads elsewhere': (bench, info) =>
      writeFile(path.join(info.path, '.git'), `gitdir: ${bench.source}/.git\n`),
    'a .git that is a link': async (bench, info) => {
      await rm(path.join(info.path, '.git'));
      await symlink(path.join(bench.source, '.git'), path.join(info.path, '.git'));
    },
    'files that git was told to overlook': async (_, info) => {
      await git(info.path, 'update-index', '--assume-unchanged', 'a.txt');
      await git(info.path, 'update-index', '--skip-worktree', 'src/b.txt');
      await writeFiles(info.path, { 'a.txt': 'unseen\n', 'src/b.txt': 'unseen\n' });
    },
    'files that the agent said it would add': async (_, info) => {
      await writeFiles(info.path, { 'intent.txt': 'x\n' });
      await git(info.path, 'add', '--intent-to-add', 'intent.txt');
      await git(info.path, 'rm', '--quiet', '--cached', 'src/b.txt');
    },
    'a sparse checkout': (_, info) => git(info.path, 'sparse-checkout', 'set', 'nowhere'),
    'a split index': (_, info) => git(info.path, 'update-index', '--split-index'),
    'an emptied folder': async (_, info) => {
      for (const name of await readdir(info.path)) await rm(path.join(info.path, name), { recursive: true });
    },
    'no folder, and no registration': async (bench, info) => {
      await rm(info.path, { recursive: true });
      await git(bench.mirror, 'worktree', 'prune');
    },
    'a pipe in the place of a file': async (_, info) => {
      await rm(path.join(info.path, 'a.txt'));
      execFileSync('mkfifo', [path.join(info.path, 'a.txt')]);
    },
  };

  it.each(Object.keys(damages))('is whole again: %s', async (name) => {
    await using bench = await openBench(files);
    const before = await saved(bench);
    await damages[name]?.(bench, before.info);
    await expectReturned(bench, before);
    await expect(access(admin(bench, 'index.lock'))).rejects.toThrow('ENOENT');
    expect((await readdir(admin(bench))).filter((entry) => entry.startsWith('drover-'))).toEqual([
      'drover-ready',
    ]);
    await commitFiles(before.info.path, { 'goes-on.txt': 'x\n' });
  });

  it('gives the agent its checkout back when it made a repository of its own there, which is kept', async () => {
    await using bench = await openBench(files);
    const before = await saved(bench);
    const { info } = before;
    await rm(path.join(info.path, '.git'));
    await git(info.path, 'init', '--quiet');
    const own = await commitFiles(info.path, { 'own.txt': 'own\n' });
    await expectReturned(bench, before);
    expect(await git(`${info.path}.kept-1`, 'rev-parse', 'HEAD')).toBe(own);
  });

  it('is not looked for behind a link: what that leads to stays as it is', async () => {
    await using bench = await openBench(files);
    const before = await saved(bench);
    const elsewhere = path.join(bench.root, 'elsewhere');
    await rename(before.info.path, elsewhere);
    await symlink(elsewhere, before.info.path);
    await writeFiles(elsewhere, { 'mine.txt': 'not the goal’s\n' });
    await expectReturned(bench, before);
    expect(await readFile(path.join(elsewhere, 'mine.txt'), 'utf8')).toBe('not the goal’s\n');
  });

  it('is an error that tells where to look when the repository behind it is gone', async () => {
    await using bench = await openBench(files);
    const { info, to } = await saved(bench);
    await rename(bench.mirror, path.join(bench.root, 'gone.git'));
    await mkdir(path.join(bench.home, 'repos', 'another.git'));
    await expect(bench.workspaces.restore(info, first, to, never)).rejects.toMatchObject({
      code: 'WORKSPACE_FAILED',
      message: expect.stringContaining(info.path),
    });
    expect(await readFile(path.join(info.path, 'new.txt'), 'utf8')).toBe('new\n');
  });
});
