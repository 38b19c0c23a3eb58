import { chown, mkdir, rm, symlink } from 'node:fs/promises';
import path from 'node:path';
import { pathToFileURL } from 'node:url';
import { expect, it } from 'vitest';
import { checkoutState, commitFiles, git, makeRepository } from '../../support/git-repository.ts';
import { never, openBench } from './bench.ts';

const isRoot = process.getuid?.() === 0;

it('takes a source whose path has spaces, quotes and unicode, as path or as file address', async () => {
  await using bench = await openBench();
  const odd = await makeRepository(path.join(bench.root, `my 'own' "repo" ünï $HOME;x`));
  const info = await bench.prepare(1, { source: odd });
  expect(info.baseSha).toBe(await git(odd, 'rev-parse', 'main'));
  const same = await bench.prepare(2, { source: pathToFileURL(odd).href });
  expect(same.baseSha).toBe(info.baseSha);
  const sha = await commitFiles(same.path, { 'a.txt': 'a' });
  await bench.workspaces.deliverBranch(bench.request(2, { source: odd }), sha, never);
  expect(await git(odd, 'rev-parse', 'drover/G-2-fix-it')).toBe(sha);
});

it('takes the branch that the source has checked out as default', async () => {
  await using bench = await openBench();
  await git(bench.source, 'checkout', '--quiet', '-b', 'trunk/next');
  const newer = await commitFiles(bench.source, { 'a.txt': 'a' });
  expect(await bench.prepare()).toMatchObject({ base: 'trunk/next', baseSha: newer });
});

it('takes the usual branches as default where HEAD is detached', async () => {
  await using bench = await openBench();
  const main = await git(bench.source, 'rev-parse', 'main');
  await commitFiles(bench.source, { 'a.txt': 'a' });
  await git(bench.source, 'branch', 'stable', main);
  await git(bench.source, 'checkout', '--quiet', '--detach', main);
  expect(await bench.prepare(1)).toMatchObject({ base: 'main' });
  await git(bench.source, 'config', 'init.defaultBranch', 'stable');
  expect(await bench.prepare(2)).toMatchObject({ base: 'stable', baseSha: main });
});

it('names some branches where no default can be told', async () => {
  await using bench = await openBench();
  await git(bench.source, 'branch', '--move', 'main', 'develop');
  await git(bench.source, 'checkout', '--quiet', '--detach');
  await expect(bench.prepare()).rejects.toMatchObject({
    code: 'BASE_NOT_FOUND',
    hint: expect.stringContaining('develop'),
  });
});

it('says that a repository is empty also when it has a remote that is', async () => {
  await using bench = await openBench();
  const [empty, clone] = [path.join(bench.root, 'empty.git'), path.join(bench.root, 'clone')];
  await git(bench.root, 'init', '--quiet', '--bare', empty);
  await git(bench.root, 'clone', '--quiet', empty, clone);
  await expect(bench.prepare(1, { source: clone })).rejects.toMatchObject({ code: 'REPOSITORY_EMPTY' });
});

it('finds a base by branch, tag, remote name, full or short commit, and nothing else', async () => {
  await using bench = await openBench();
  const old = await git(bench.source, 'rev-parse', 'main');
  await git(bench.source, 'tag', '-m', 'one', 'v1');
  await git(bench.source, 'branch', 'topic/a', old);
  await commitFiles(bench.source, { 'a.txt': 'a' });
  let number = 0;
  const baseOf = (base: string) => bench.prepare((number += 1), { base });
  for (const base of [
    'v1',
    'refs/tags/v1',
    'topic/a',
    'refs/heads/topic/a',
    'origin/topic/a',
    old,
    old.slice(0, 10),
  ]) {
    expect(await baseOf(base)).toMatchObject({ baseSha: old });
  }
  for (const base of [
    'HEAD~1',
    'main@{1}',
    '--upload-pack=touch x',
    'main:a.txt',
    'main..v1',
    'main\nv1',
    '^main',
    '',
  ]) {
    const found = await baseOf(base).catch((error: unknown) => error);
    expect(found).toMatchObject({ code: 'BASE_NOT_FOUND' });
  }
});

it('finds a commit that no branch holds', async () => {
  await using bench = await openBench();
  await git(bench.source, 'checkout', '--quiet', '--detach');
  const loose = await commitFiles(bench.source, { 'loose.txt': 'x' });
  await git(bench.source, 'checkout', '--quiet', 'main');
  expect(await bench.prepare(1, { base: loose })).toMatchObject({ base: loose, baseSha: loose });
});

it('takes the base of a checkout from its remote, as it is there now', async () => {
  await using bench = await openBench();
  const clone = path.join(bench.root, 'clone');
  await git(bench.root, 'clone', '--quiet', bench.source, clone);
  const own = await commitFiles(clone, { 'own.txt': 'not pushed' });
  await git(clone, 'branch', 'mine');
  const newer = await commitFiles(bench.source, { 'newer.txt': 'newer' });
  const before = await checkoutState(clone);
  expect(await bench.prepare(1, { source: clone })).toMatchObject({ base: 'origin/main', baseSha: newer });
  expect(await bench.prepare(2, { source: clone, base: 'main' })).toMatchObject({ baseSha: newer });
  expect(await bench.prepare(3, { source: clone, base: 'mine' })).toMatchObject({
    base: 'mine',
    baseSha: own,
  });
  expect(await checkoutState(clone)).toEqual(before);
});

it('follows a remote that is named by a relative path', async () => {
  await using bench = await openBench();
  const clone = path.join(bench.root, 'clone');
  await git(bench.root, 'clone', '--quiet', bench.source, clone);
  await git(clone, 'remote', 'set-url', 'origin', '../source');
  const newer = await commitFiles(bench.source, { 'newer.txt': 'newer' });
  expect(await bench.prepare(1, { source: clone })).toMatchObject({ base: 'origin/main', baseSha: newer });
});

it('does not go on with a base that cannot be refreshed', async () => {
  await using bench = await openBench();
  const clone = path.join(bench.root, 'clone');
  await git(bench.root, 'clone', '--quiet', bench.source, clone);
  await bench.prepare(1, { source: clone });
  await git(clone, 'remote', 'set-url', 'origin', 'http://someone:s3cret@127.0.0.1:9/x.git');
  const failure = await bench.prepare(2, { source: clone }).catch((error: unknown) => error);
  expect(failure).toMatchObject({
    code: 'GIT_FAILED',
    message: 'http://127.0.0.1:9/x.git: it could not be reached',
  });
  expect(JSON.stringify(failure) + String((failure as Error).cause)).not.toContain('s3cret');
  await git(clone, 'remote', 'set-url', 'origin', path.join(bench.root, 'moved-away'));
  await expect(bench.prepare(3, { source: clone })).rejects.toMatchObject({ code: 'NOT_A_REPOSITORY' });
});

it('runs no program that a remote of the source names', async () => {
  await using bench = await openBench();
  const witness = path.join(bench.root, 'was-run');
  await git(bench.source, 'remote', 'add', 'origin', `ext::sh -c touch% ${witness}`);
  await expect(bench.prepare()).rejects.toMatchObject({ code: 'GIT_FAILED' });
  await expect(git(bench.root, 'hash-object', witness)).rejects.toThrow('No such file');
});

it('takes a bare repository, and its own branches even when it was once cloned from elsewhere', async () => {
  await using bench = await openBench();
  const bare = path.join(bench.root, 'hub.git');
  await git(bench.root, 'clone', '--quiet', '--bare', bench.source, bare);
  const there = await git(bare, 'rev-parse', 'main');
  await commitFiles(bench.source, { 'newer.txt': 'newer' });
  const info = await bench.prepare(1, { source: bare });
  expect(info).toMatchObject({ base: 'main', baseSha: there });
  const sha = await commitFiles(info.path, { 'a.txt': 'a' });
  await bench.workspaces.deliverBranch(bench.request(1, { source: bare }), sha, never);
  expect(await git(bare, 'rev-parse', 'drover/G-1-fix-it')).toBe(sha);
});

it('takes a linked worktree, and a symbolic link to a checkout', async () => {
  await using bench = await openBench();
  const linked = path.join(bench.root, 'linked');
  await git(bench.source, 'worktree', 'add', '--quiet', '-b', 'side', linked);
  const side = await commitFiles(linked, { 'side.txt': 'side' });
  expect(await bench.prepare(1, { source: linked })).toMatchObject({ base: 'side', baseSha: side });
  const link = path.join(bench.root, 'link');
  await symlink(bench.source, link);
  expect(await bench.prepare(2, { source: link })).toMatchObject({ base: 'main' });
});

it('takes a shallow clone', async () => {
  await using bench = await openBench();
  await commitFiles(bench.source, { 'a.txt': 'a' });
  const shallow = path.join(bench.root, 'shallow');
  await git(bench.root, 'clone', '--quiet', '--depth=1', pathToFileURL(bench.source).href, shallow);
  await git(shallow, 'remote', 'remove', 'origin');
  const info = await bench.prepare(1, { source: shallow });
  const sha = await commitFiles(info.path, { 'b.txt': 'b' });
  await bench.workspaces.deliverBranch(bench.request(1, { source: shallow }), sha, never);
  expect(await git(shallow, 'rev-parse', 'drover/G-1-fix-it')).toBe(sha);
});

it('takes neither a folder inside a repository nor a file for one', async () => {
  await using bench = await openBench();
  const inside = path.join(bench.source, 'sub');
  await mkdir(inside);
  for (const source of [inside, path.join(bench.source, 'README.md')]) {
    await expect(bench.prepare(1, { source })).rejects.toMatchObject({ code: 'NOT_A_REPOSITORY' });
  }
});

it.skipIf(!isRoot)("says plainly that a source is another user's (as root only)", async () => {
  await using bench = await openBench();
  await chown(path.join(bench.source, '.git'), 65_534, 65_534);
  await chown(bench.source, 65_534, 65_534);
  await expect(bench.prepare()).rejects.toMatchObject({
    code: 'WORKSPACE_FAILED',
    message: `${bench.source}: the repository belongs to another user, so git refuses to read it`,
    hint: expect.stringContaining('safe.directory'),
  });
});

it('has a submodule left alone: it is not fetched, and breaks neither checkpoint nor commit', async () => {
  await using bench = await openBench();
  const library = await makeRepository(path.join(bench.root, 'library'), { 'lib.txt': 'lib' });
  await git(bench.source, '-c', 'protocol.file.allow=always', 'submodule', '--quiet', 'add', library, 'lib');
  await git(bench.source, 'commit', '--quiet', '-m', 'submodule');
  await rm(library, { recursive: true });
  const info = await bench.prepare();
  const { sha } = await bench.workspaces.checkpoint(info, bench.request(1).goal, 1, never);
  expect(await git(info.path, 'ls-tree', sha, 'lib')).toMatch(/^160000 commit /);
  expect(await bench.workspaces.changes(info, never)).toMatchObject({ files: 0 });
});

it('takes another source for the same project when the configuration changed', async () => {
  await using bench = await openBench();
  await bench.prepare(1);
  const moved = await makeRepository(path.join(bench.root, 'moved'), { 'moved.txt': 'x' });
  const info = await bench.prepare(2, { source: moved });
  expect(await git(info.path, 'ls-files')).toBe('moved.txt');
});
