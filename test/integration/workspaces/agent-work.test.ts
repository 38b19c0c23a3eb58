import { chmod, lstat, readFile, readlink, rm, symlink, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { describe, expect, it } from 'vitest';
import { systemClock } from '../../../adapters/system/system-clock.ts';
import { goalIdOf } from '../../../src/domain/ids.ts';
import { commitFiles, git, writeFiles } from '../../support/git-repository.ts';
import { never, openBench } from './bench.ts';

const first = goalIdOf(1);
const commit = { message: 'Fix', author: { name: 'Grace', email: 'grace@example.org' } };

describe('what is saved', () => {
  it('keeps modes, links and contents byte for byte through checkpoint and restore', async () => {
    await using bench = await openBench();
    const info = await bench.prepare();
    const at = (name: string) => path.join(info.path, name);
    await writeFiles(info.path, { 'run.sh': '#!/bin/sh\n', 'target.txt': 't' });
    await chmod(at('run.sh'), 0o755);
    await symlink('target.txt', at('link'));
    await symlink('/nonexistent', at('dangling'));
    const binary = Buffer.from([0, 255, 10, 13, 10, 0, 128]);
    await writeFile(at('binary.bin'), binary);
    await bench.workspaces.checkpoint(info, first, 1, never);
    await rm(info.path, { recursive: true });
    await bench.prepare();
    expect((await lstat(at('run.sh'))).mode & 0o777).toBe(0o755);
    expect(await readlink(at('link'))).toBe('target.txt');
    expect(await readlink(at('dangling'))).toBe('/nonexistent');
    expect(await readFile(at('binary.bin'))).toEqual(binary);
  });

  it('takes file names with line breaks, quotes, tabs, leading dashes and colons', async () => {
    await using bench = await openBench();
    const info = await bench.prepare();
    const names = ['a\nb.txt', 'q"uo\'te', 'tab\there', '-rf', ':(top)x', '*.md', 'ünï 😀'];
    await writeFiles(info.path, Object.fromEntries(names.map((name) => [name, 'one\n'])));
    const stat = { files: 7, insertions: 7, deletions: 0, untracked: 7, commits: 0 };
    expect(await bench.workspaces.changes(info, never)).toEqual(stat);
    const { sha } = await bench.workspaces.checkpoint(info, first, 1, never);
    const saved = (await git(info.path, 'ls-tree', '-r', '-z', '--name-only', sha)).split('\0');
    expect(saved).toEqual(expect.arrayContaining(names));
    expect(await bench.workspaces.diff(info, 100_000, never)).toContain('ünï 😀');
  });

  it('counts binary files, renames and deletions, and shows no binary', async () => {
    await using bench = await openBench({ 'a.txt': 'one\ntwo\nthree\nfour\n', 'gone.txt': 'x\n' });
    const info = await bench.prepare();
    await git(info.path, 'mv', 'a.txt', 'b.txt');
    await rm(path.join(info.path, 'gone.txt'));
    await writeFile(path.join(info.path, 'c.bin'), Buffer.from([0, 1, 2, 0]));
    expect(await bench.workspaces.changes(info, never)).toEqual({
      files: 3,
      insertions: 0,
      deletions: 1,
      untracked: 1,
      commits: 0,
    });
    const diff = await bench.workspaces.diff(info, 100_000, never);
    expect(diff).toContain('rename to b.txt');
    expect(diff).toContain('Binary files /dev/null and b/c.bin differ');
  });

  it('honours line-ending attributes', async () => {
    await using bench = await openBench({
      '.gitattributes': '* text=auto eol=crlf\n',
      'a.txt': 'one\ntwo\n',
    });
    const info = await bench.prepare();
    expect(await readFile(path.join(info.path, 'a.txt'), 'utf8')).toBe('one\r\ntwo\r\n');
    expect(await bench.workspaces.changes(info, never)).toMatchObject({ files: 0 });
    await writeFiles(info.path, { 'b.txt': 'mixed\r\nends\n' });
    const { sha } = await bench.workspaces.commitAll(info, commit, never);
    expect(await git(info.path, 'show', `${sha}:b.txt`)).toBe('mixed\nends');
    expect(await git(info.path, 'status', '--porcelain')).toBe('');
  });

  it('leaves nested repositories out, empty or not, and saves everything beside them', async () => {
    await using bench = await openBench();
    const info = await bench.prepare();
    await git(info.path, 'init', '--quiet', 'deps/empty');
    await git(info.path, 'init', '--quiet', 'deps/full [1]');
    await commitFiles(path.join(info.path, 'deps/full [1]'), { 'inner.txt': 'inner' });
    await writeFiles(info.path, { 'deps/beside.txt': 'beside\n', 'top.txt': 'top\n' });
    expect(await bench.workspaces.changes(info, never)).toMatchObject({ files: 2, untracked: 2 });
    const { sha } = await bench.workspaces.checkpoint(info, first, 1, never);
    const saved = await git(info.path, 'ls-tree', '-r', '--name-only', sha);
    expect(saved).toBe('README.md\ndeps/beside.txt\ntop.txt');
    const done = await bench.workspaces.commitAll(info, commit, never);
    expect(done.committed).toBe(true);
    expect(await readFile(path.join(info.path, 'deps/full [1]/inner.txt'), 'utf8')).toBe('inner');
    expect(bench.warnings.messages).toContain('left out nested repositories');
  });

  it('sees changes that git was told to overlook', async () => {
    await using bench = await openBench({ 'a.txt': 'a\n', 'b.txt': 'b\n' });
    const info = await bench.prepare();
    await git(info.path, 'update-index', '--assume-unchanged', 'a.txt');
    await git(info.path, 'update-index', '--skip-worktree', 'b.txt');
    await writeFiles(info.path, { 'a.txt': 'changed\n', 'b.txt': 'changed\n' });
    expect(await bench.workspaces.changes(info, never)).toMatchObject({ files: 2 });
    const { sha } = await bench.workspaces.commitAll(info, commit, never);
    expect(await git(info.path, 'diff', '--name-only', info.baseSha, sha)).toBe('a.txt\nb.txt');
  });

  it('does not take files for deleted that a sparse checkout left out', async () => {
    await using bench = await openBench({ 'in/a.txt': 'a\n', 'out/b.txt': 'b\n' });
    const info = await bench.prepare();
    await git(info.path, 'sparse-checkout', 'set', 'in');
    await writeFiles(info.path, { 'in/a.txt': 'changed\n' });
    expect(await bench.workspaces.changes(info, never)).toMatchObject({ files: 1, deletions: 1 });
  });

  it('saves a merge with conflicts, a lost index and a branch without commits', async () => {
    await using bench = await openBench({ 'a.txt': 'a\n' });
    const info = await bench.prepare();
    await commitFiles(info.path, { 'a.txt': 'mine\n' });
    await git(info.path, 'checkout', '--quiet', '-b', 'other', info.baseSha);
    await commitFiles(info.path, { 'a.txt': 'theirs\n' });
    await git(info.path, 'merge', info.branch).catch(() => undefined);
    const before = await git(info.path, 'ls-files', '--stage');
    await bench.workspaces.checkpoint(info, first, 1, never);
    expect(await git(info.path, 'ls-files', '--stage')).toBe(before);
    await rm(path.join(bench.mirror, 'worktrees/G-1/index'));
    const { sha } = await bench.workspaces.checkpoint(info, first, 2, never);
    expect(await git(info.path, 'show', `${sha}:a.txt`)).toContain('<<<<<<<');
    await git(info.path, 'symbolic-ref', 'HEAD', 'refs/heads/unborn');
    const unborn = await bench.workspaces.checkpoint(info, first, 3, never);
    const tip = await git(info.path, 'rev-parse', info.branch);
    expect(await git(info.path, 'show', '--no-patch', '--format=%P', unborn.sha)).toBe(tip);
  });

  it('answers while the agent is at work', async () => {
    await using bench = await openBench();
    const info = await bench.prepare();
    const controller = new AbortController();
    const churn = (async () => {
      for (let round = 0; !controller.signal.aborted; round += 1) {
        await writeFiles(info.path, { [`t${round % 50}/x.txt`]: String(round) });
        await rm(path.join(info.path, `t${(round + 25) % 50}`), { recursive: true, force: true });
        await systemClock.sleep(5, never);
      }
    })();
    for (let round = 0; round < 10; round += 1) {
      expect((await bench.workspaces.changes(info, never)).untracked).toBeGreaterThanOrEqual(0);
    }
    controller.abort();
    await churn;
  });

  it('leaves no index of its own behind', async () => {
    await using bench = await openBench();
    const info = await bench.prepare();
    await bench.workspaces.changes(info, never);
    await bench.workspaces.checkpoint(info, first, 1, never);
    expect(await git(bench.mirror, 'ls-files', '--others', '--', 'worktrees').catch(() => '')).not.toContain(
      '.index',
    );
    expect(await git(info.path, 'status', '--porcelain')).toBe('');
  });
});
