import { lstat, mkdir, rm, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { expect, it } from 'vitest';
import { goalIdOf } from '../../../src/domain/ids.ts';
import { git, writeFiles } from '../../support/git-repository.ts';
import { never, openBench } from './bench.ts';

const first = goalIdOf(1);
const commit = { message: 'Fix', author: { name: 'Grace', email: 'grace@example.org' } };

it('runs no program that the repository or the agent planted', async () => {
  await using bench = await openBench({
    '.gitattributes': '*.txt filter=evil diff=evil merge=evil\n',
    'a.txt': 'a\n',
  });
  const info = await bench.prepare();
  const witness = path.join(bench.root, 'was-run');
  const evil = `touch '${witness}'`;
  const plant = async (folder: string, hooks: string) => {
    for (const key of [
      'filter.evil.clean',
      'filter.evil.smudge',
      'filter.evil.process',
      'diff.evil.textconv',
    ]) {
      await git(folder, 'config', key, evil);
    }
    await git(folder, 'config', 'diff.external', evil);
    await git(folder, 'config', 'core.fsmonitor', evil);
    await git(folder, 'config', 'core.sshCommand', evil);
    await git(folder, 'config', 'core.hooksPath', hooks);
  };
  const hooks = path.join(bench.root, 'hooks');
  await mkdir(hooks);
  const commitHooks = 'pre-commit commit-msg prepare-commit-msg post-commit post-checkout post-merge';
  const refHooks = 'reference-transaction post-index-change pre-push pre-auto-gc';
  const receiveHooks = 'pre-receive update post-receive post-update push-to-checkout proc-receive';
  const names = `${commitHooks} ${refHooks} ${receiveHooks}`.split(' ');
  for (const folder of [hooks, path.join(bench.source, '.git/hooks'), path.join(bench.mirror, 'hooks')]) {
    await mkdir(folder, { recursive: true });
    for (const name of names) {
      await writeFile(path.join(folder, name), `#!/bin/sh\ntouch '${witness}'\n`, { mode: 0o755 });
    }
  }
  const replant = () => plant(info.path, hooks);
  const { workspaces } = bench;
  await writeFiles(info.path, { 'a.txt': 'changed\n', 'b.txt': 'new\n' });
  await replant();
  const saved = await workspaces.checkpoint(info, first, 1, never);
  await replant();
  await writeFiles(info.path, { 'a.txt': 'spoilt\n', '.gitignore': 'a.txt\n' });
  await git(info.path, 'checkout', '--quiet', '--detach').catch(() => undefined);
  await rm(witness, { force: true });
  await replant();
  await workspaces.restore(info, first, { kind: 'checkpoint', sha: saved.sha }, never);
  await replant();
  await workspaces.restore(info, first, { kind: 'base' }, never);
  await replant();
  await workspaces.restore(info, first, { kind: 'checkpoint', sha: saved.sha }, never);
  await replant();
  await workspaces.changes(info, never);
  await replant();
  await workspaces.diff(info, 10_000, never);
  await replant();
  await workspaces.commits(info, saved.sha, never);
  await replant();
  const { tree } = await workspaces.snapshot(info, first, never);
  await replant();
  await writeFiles(info.path, { 'a.txt': 'after the checks\n' });
  await replant();
  const { sha } = await workspaces.commitAll(info, { ...commit, tree }, never);
  await replant();
  await workspaces.markSetUp(info, 'true', never);
  await plant(bench.source, hooks);
  await git(bench.source, 'config', 'receive.denyCurrentBranch', 'updateInstead');
  await replant();
  await workspaces.deliverBranch(bench.request(1), sha, never);
  await replant();
  await workspaces.prepare(bench.request(2), never);
  await replant();
  await workspaces.prepareBaseline(bench.request(1), info.baseSha, never);
  await rm(info.path, { recursive: true });
  await workspaces.prepare(bench.request(1), never);
  await replant();
  for (const work of await workspaces.inventory(never)) {
    await replant().catch(() => undefined);
    await workspaces.removeWorktree(work, never);
    await workspaces.removeRefs(work, { branch: false }, never);
  }
  await workspaces.prepare(bench.request(1), never);
  await expect(lstat(witness)).rejects.toThrow('ENOENT');
  // The traps do work: the same git without drover falls into them.
  await replant();
  await git(info.path, 'checkout', '--quiet', '-b', 'trapped').catch(() => undefined);
  expect((await lstat(witness)).isFile()).toBe(true);
});
