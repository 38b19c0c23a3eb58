import { rm, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { expect, it } from 'vitest';
import { checkoutState, commitFiles, git } from '../../support/git-repository.ts';
import type { Bench } from './bench.ts';
import { never, openBench } from './bench.ts';

const branch = 'drover/G-1-fix-it';

async function delivered(bench: Bench) {
  const info = await bench.prepare();
  const sha = await commitFiles(info.path, { 'a.txt': 'a' });
  const deliver = (what: string) => bench.workspaces.deliverBranch(bench.request(1), what, never);
  await deliver(sha);
  return { info, sha, deliver };
}

it('replaces what it delivered before, also by commits that do not build on it', async () => {
  await using bench = await openBench();
  const { info, deliver } = await delivered(bench);
  await git(info.path, 'reset', '--quiet', '--hard', info.baseSha);
  const other = await commitFiles(info.path, { 'b.txt': 'b' });
  await deliver(other);
  expect(await git(bench.source, 'rev-parse', branch)).toBe(other);
});

it('fails where somebody added to the branch, made it first, or deleted it', async () => {
  await using bench = await openBench();
  const { info, sha, deliver } = await delivered(bench);
  const more = await commitFiles(info.path, { 'more.txt': 'm' });
  const failure = {
    code: 'DELIVERY_FAILED',
    message: `${bench.source}: ${branch} was not pushed: somebody else made or moved ${branch}`,
  };
  await git(bench.source, 'worktree', 'add', '--quiet', path.join(bench.root, 'review'), branch);
  const theirs = await commitFiles(path.join(bench.root, 'review'), { 'theirs.txt': 't' });
  await git(bench.source, 'worktree', 'remove', path.join(bench.root, 'review'));
  await expect(deliver(more)).rejects.toMatchObject(failure);
  expect(await git(bench.source, 'rev-parse', branch)).toBe(theirs);
  await git(bench.source, 'branch', '--quiet', '-D', branch);
  await expect(deliver(more)).rejects.toMatchObject({ code: 'DELIVERY_FAILED' });
  await git(bench.source, 'branch', 'drover/G-2-fix-it', 'main');
  await expect(bench.workspaces.deliverBranch(bench.request(2), sha, never)).rejects.toMatchObject({
    code: 'DELIVERY_FAILED',
  });
});

it('says so when the source has the branch checked out, there or in a linked worktree', async () => {
  await using bench = await openBench();
  const { info, deliver } = await delivered(bench);
  const more = await commitFiles(info.path, { 'more.txt': 'm' });
  await git(bench.source, 'config', 'receive.denyCurrentBranch', 'updateInstead');
  await git(bench.source, 'checkout', '--quiet', branch);
  const before = await checkoutState(bench.source);
  const failure = {
    code: 'DELIVERY_FAILED',
    message: expect.stringContaining(`${branch} is checked out there`),
  };
  await expect(deliver(more)).rejects.toMatchObject(failure);
  expect(await checkoutState(bench.source)).toEqual(before);
  await git(bench.source, 'checkout', '--quiet', 'main');
  await git(bench.source, 'worktree', 'add', '--quiet', path.join(bench.root, 'review'), branch);
  await expect(deliver(more)).rejects.toMatchObject(failure);
});

it('says so when a branch of the source bears the name of the folder', async () => {
  await using bench = await openBench();
  const info = await bench.prepare();
  const sha = await commitFiles(info.path, { 'a.txt': 'a' });
  await git(bench.source, 'branch', 'drover');
  await expect(bench.workspaces.deliverBranch(bench.request(1), sha, never)).rejects.toMatchObject({
    code: 'DELIVERY_FAILED',
    message: expect.stringContaining('excludes'),
  });
});

it('fails clearly where the source is gone or the commit unknown', async () => {
  await using bench = await openBench();
  const { deliver } = await delivered(bench);
  await expect(deliver('0123456789'.repeat(4))).rejects.toMatchObject({ code: 'DELIVERY_FAILED' });
  await rm(bench.source, { recursive: true });
  await expect(deliver('0123456789'.repeat(4))).rejects.toMatchObject({
    code: 'DELIVERY_FAILED',
    message: expect.stringContaining(bench.source),
  });
});

it('delivers although the source holds rules and locks of its own for other branches', async () => {
  await using bench = await openBench();
  await git(bench.source, 'config', 'receive.denyDeletes', 'true');
  await writeFile(path.join(bench.source, '.git/index.lock'), '');
  const { sha } = await delivered(bench);
  expect(await git(bench.source, 'rev-parse', branch)).toBe(sha);
});
