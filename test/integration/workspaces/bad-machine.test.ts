import { execFileSync } from 'node:child_process';
import { chmod, mkdir, mkdtemp, readFile, rm, rmdir, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { expect, it } from 'vitest';
import { goalIdOf } from '../../../src/domain/ids.ts';
import { createGitWorkspaces } from '../../../adapters/workspace/git-worktree/create-git-workspaces.ts';
import { systemClock } from '../../../adapters/system/system-clock.ts';
import { git, plainGitEnv, writeFiles } from '../../support/git-repository.ts';
import { collectingLogger, never, openBench } from './bench.ts';

/** Puts a program called git on the path that prints and exits as told. */
async function fakeGit(folder: string, script: string): Promise<string> {
  await mkdir(folder, { recursive: true });
  await writeFile(path.join(folder, 'git'), `#!/bin/sh\n${script}\n`);
  await chmod(path.join(folder, 'git'), 0o755);
  return `${folder}:${plainGitEnv['PATH']}`;
}

const [mountProgram, unmountProgram] = ['mount', 'umount'] as const;

/** A file system of a few MiB; undefined where this machine does not allow one. */
async function mountSmallDisk(): Promise<{ path: string } & AsyncDisposable> {
  const folder = await mkdtemp(path.join(tmpdir(), 'drover-disk-'));
  execFileSync(mountProgram, ['-t', 'tmpfs', '-o', 'size=3m', 'tmpfs', folder], { stdio: 'ignore' });
  const unmount = async () => {
    execFileSync(unmountProgram, [folder]);
    await rmdir(folder);
  };
  return { path: folder, [Symbol.asyncDispose]: unmount };
}

const canMount = await mountSmallDisk().then(
  async (disk) => {
    await disk[Symbol.asyncDispose]();
    return true;
  },
  () => false,
);

it.skipIf(!canMount)(
  'says that the disk is full, keeps the work, and goes on when there is room (needs a tmpfs)',
  async () => {
    await using bench = await openBench();
    await using disk = await mountSmallDisk();
    const workspaces = createGitWorkspaces({
      home: disk.path,
      clock: systemClock,
      logger: collectingLogger(),
      gitTimeoutMs: 60_000,
      env: plainGitEnv,
    });
    const info = await workspaces.prepare(bench.request(1), never);
    await writeFiles(info.path, { 'work.txt': 'precious\n' });
    const { sha } = await workspaces.checkpoint(info, goalIdOf(1), 1, never);
    await writeFiles(info.path, { 'work.txt': 'more precious\n' });
    const filler = path.join(disk.path, 'filler');
    await writeFile(filler, Buffer.alloc(4 * 1024 * 1024)).catch(() => undefined);
    const commit = { message: 'Fix', author: { name: 'A', email: 'a@b' } };
    const full = { code: 'DISK_FULL' };
    await expect(workspaces.checkpoint(info, goalIdOf(1), 2, never)).rejects.toMatchObject(full);
    const point = { kind: 'checkpoint' as const, sha };
    await expect(workspaces.restore(info, goalIdOf(1), point, never)).rejects.toMatchObject(full);
    expect(await readFile(path.join(info.path, 'work.txt'), 'utf8')).toBe('more precious\n');
    await expect(workspaces.commitAll(info, commit, never)).rejects.toMatchObject(full);
    await expect(workspaces.snapshot(info, goalIdOf(1), never)).rejects.toMatchObject(full);
    await expect(workspaces.markSetUp(info, 'npm ci', never)).rejects.toMatchObject(full);
    expect(await workspaces.isSetUp(info, 'npm ci', never)).toBe(false);
    for (const work of await workspaces.inventory(never))
      await expect(workspaces.removeWorktree(work, never)).rejects.toMatchObject(full);
    expect(await readFile(path.join(info.path, 'work.txt'), 'utf8')).toBe('more precious\n');
    await expect(workspaces.prepare(bench.request(2), never)).rejects.toMatchObject(full);
    await rm(filler);
    await workspaces.restore(info, goalIdOf(1), point, never);
    expect(await workspaces.commitAll(info, commit, never)).toMatchObject({ committed: true });
    expect(await git(info.path, 'show', 'HEAD:work.txt')).toBe('precious');
    expect(await workspaces.prepare(bench.request(2), never)).toMatchObject({ base: 'main' });
  },
);

it('says that the disk is full when git does', async () => {
  await using bench = await openBench();
  const full = await fakeGit(
    path.join(bench.root, 'bin'),
    'echo "error: unable to write file x: No space left on device" >&2; exit 128',
  );
  await expect(bench.reopen({ PATH: full }).prepare(bench.request(1), never)).rejects.toMatchObject({
    code: 'DISK_FULL',
    message: expect.stringContaining(bench.home),
  });
});

it('says that git is missing', async () => {
  await using bench = await openBench();
  await expect(bench.reopen({ PATH: bench.root }).prepare(bench.request(1), never)).rejects.toMatchObject({
    code: 'GIT_FAILED',
    message: expect.stringContaining('git was not found'),
  });
});

it('ends a git that hangs, with everything it started', { timeout: 20_000 }, async () => {
  await using bench = await openBench();
  const pidFile = path.join(bench.root, 'pid');
  const hanging = await fakeGit(path.join(bench.root, 'bin'), `sleep 60 & echo $! > '${pidFile}'; wait`);
  const workspaces = createGitWorkspaces({
    home: bench.home,
    clock: systemClock,
    logger: collectingLogger(),
    gitTimeoutMs: 400,
    env: { ...plainGitEnv, PATH: hanging },
  });
  await expect(workspaces.prepare(bench.request(1), never)).rejects.toMatchObject({
    code: 'GIT_FAILED',
    message: expect.stringMatching(/git init took longer than/),
  });
  const alive = `kill -0 "$(cat '${pidFile}')" 2>/dev/null && echo alive || echo gone`;
  await expect
    .poll(() => execFileSync('sh', ['-c', alive]).toString().trim(), { timeout: 10_000 })
    .toBe('gone');
});

it('gives sources the credentials of the operator, and its own repositories nothing', async () => {
  await using bench = await openBench();
  const seen = path.join(bench.root, 'seen');
  const real = plainGitEnv['PATH'] ?? '';
  const spy = await fakeGit(
    path.join(bench.root, 'bin'),
    `for word in "$@"; do case "$word" in fetch|ls-remote|push|worktree|add|rev-parse) echo "$word \${HOME-none} \${SSH_AUTH_SOCK-none} \${DROVER_TOKEN-none}" >> '${seen}';; esac; done
PATH='${real}'; export PATH; exec git "$@"`,
  );
  const env = { PATH: spy, HOME: bench.root, SSH_AUTH_SOCK: '/agent.sock', DROVER_TOKEN: 'secret' };
  const info = await bench.reopen(env).prepare(bench.request(1), never);
  await bench.reopen(env).deliverBranch(bench.request(1), info.baseSha, never);
  const lines = new Set((await git(bench.root, 'grep', '--no-index', '-h', '', 'seen')).split('\n'));
  for (const word of ['fetch', 'ls-remote', 'push', 'rev-parse']) {
    expect(lines).toContain(`${word} ${bench.root} /agent.sock none`);
  }
  expect(lines).toContain('worktree none none none');
});
