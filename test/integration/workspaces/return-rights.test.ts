import { chmod, lstat } from 'node:fs/promises';
import path from 'node:path';
import { beforeAll, expect, it } from 'vitest';
import { goalIdOf } from '../../../src/domain/ids.ts';
import { git, writeFiles } from '../../support/git-repository.ts';
import { wholeState } from '../../contract/workspace/visible-files.ts';
import { never, openBench } from './bench.ts';

const first = goalIdOf(1);

/** Root may read and write everything, so this file goes on as somebody else; it has a process of its own. */
beforeAll(() => {
  if (process.getuid?.() !== 0) return;
  process.setgid?.(65_534);
  process.setuid?.(65_534);
});

it('returns a worktree in which the agent closed files and folders to their owner', async () => {
  await using bench = await openBench({ 'open/a.txt': 'a\n', 'shut/b.txt': 'b\n', 'locked.txt': 'l\n' });
  const info = await bench.prepare();
  const at = (name: string) => path.join(info.path, name);
  const before = await wholeState(info.path, info.branch);
  const { sha } = await bench.workspaces.checkpoint(info, first, 1, never);
  await writeFiles(info.path, { 'open/new.txt': 'n\n', 'shut/inner/new.txt': 'n\n', 'locked.txt': 'x\n' });
  await writeFiles(info.path, { 'secret.txt': 's\n', 'unreadable/c.txt': 'c\n' });
  await chmod(at('secret.txt'), 0o000);
  await chmod(at('locked.txt'), 0o400);
  await chmod(at('unreadable'), 0o000);
  await chmod(at('shut/inner'), 0o500);
  await chmod(at('open'), 0o500);
  await chmod(info.path, 0o500);
  await bench.workspaces.restore(info, first, { kind: 'checkpoint', sha }, never);
  expect(await wholeState(info.path, info.branch)).toEqual(before);
  expect((await lstat(info.path)).mode & 0o700).toBe(0o700);
  const kept = await git(bench.mirror, 'ls-tree', '-r', '--name-only', 'refs/drover/G-1/before-restore-1');
  expect(kept.split('\n')).toEqual(
    expect.arrayContaining(['open/new.txt', 'secret.txt', 'shut/inner/new.txt', 'unreadable/c.txt']),
  );
});
