import { chmod, lstat } from 'node:fs/promises';
import path from 'node:path';
import { beforeAll, expect, it } from 'vitest';
import { goalIdOf } from '../../../../src/domain/ids.ts';
import { git, writeFiles } from '../../../support/git-repository.ts';
import { wholeState } from '../../../contract/workspace/visible-files.ts';
import { never, openBench } from '../bench.ts';

const first = goalIdOf(1);

/** Root may read and write everything, so this file goes on as somebody else; it has a process of its own. */
beforeAll(() => {
  if (process.getuid?.() !== 0) return;
  process.setgid?.(65_534);
  process.setuid?.(65_534);
});

/** What an agent closes, by name, to which rights. */
const closed: Record<string, Readonly<Record<string, number>>> = {
  'a file that nobody may read': { 'secret.txt': 0o000 },
  'a folder that nobody may read': { unreadable: 0o000 },
  'a folder with a new file that nobody may write in': { open: 0o500 },
  'the top folder': { '.': 0o500 },
  'the top folder, altogether': { '.': 0o000 },
  'all of it': {
    'secret.txt': 0o000,
    'locked.txt': 0o400,
    unreadable: 0o000,
    'shut/inner': 0o500,
    open: 0o500,
  },
};

it.each(Object.keys(closed))('returns a worktree in which the agent closed %s', async (name) => {
  await using bench = await openBench({ 'open/a.txt': 'a\n', 'shut/b.txt': 'b\n', 'locked.txt': 'l\n' });
  const info = await bench.prepare();
  const before = await wholeState(info.path, info.branch);
  const { sha } = await bench.workspaces.checkpoint(info, first, 1, never);
  const added = ['open/new.txt', 'secret.txt', 'shut/inner/new.txt', 'unreadable/c.txt'];
  await writeFiles(info.path, Object.fromEntries(added.map((file) => [file, 'n\n'])));
  await writeFiles(info.path, { 'locked.txt': 'x\n' });
  for (const [file, rights] of Object.entries(closed[name] ?? {}))
    await chmod(path.join(info.path, file), rights);
  await bench.workspaces.restore(info, first, { kind: 'checkpoint', sha }, never);
  expect(await wholeState(info.path, info.branch)).toEqual(before);
  for (const file of added) await expect(lstat(path.join(info.path, file))).rejects.toThrow('ENOENT');
  const kept = await git(bench.mirror, 'ls-tree', '-r', '--name-only', 'refs/drover/G-1/before-restore-1');
  expect(kept.split('\n')).toEqual(expect.arrayContaining(added));
});
