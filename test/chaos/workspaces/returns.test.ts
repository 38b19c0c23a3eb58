import { spawn } from 'node:child_process';
import type { ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { chmod, rm, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { describe, expect, it } from 'vitest';
import { goalIdOf } from '../../../src/domain/ids.ts';
import type { RestorePoint, WorkspaceInfo } from '../../../src/ports/workspace.ts';
import { visibleFiles, wholeState } from '../../contract/workspace/visible-files.ts';
import type { Bench } from '../../integration/workspaces/bench.ts';
import { never, openBench } from '../../integration/workspaces/bench.ts';
import { makeCrashingGit } from '../../integration/workspaces/crashing-git.ts';
import { playReturns } from '../../integration/workspaces/play-returns.ts';
import { commitFiles, git, writeFiles } from '../../support/git-repository.ts';

const first = goalIdOf(1);

/** A checkpoint, and a worktree that is far from it. */
interface Scene {
  readonly info: WorkspaceInfo;
  readonly to: RestorePoint & { readonly kind: 'checkpoint' };
  /** The state at the checkpoint. */
  readonly state: unknown;
  /** What stands now, and nowhere else. */
  readonly precious: Readonly<Record<string, string>>;
  /** A commit that only the branch holds now. */
  readonly later: string;
}

const precious = { 'a.txt': 'precious\n', 'late/new.txt': 'precious too\n', 'x.log': 'revealed later\n' };

async function setScene(bench: Bench): Promise<Scene> {
  const info = await bench.prepare();
  await commitFiles(info.path, { 'done.txt': 'done\n', 'doomed/d.txt': 'd\n' });
  await writeFiles(info.path, { 'a.txt': 'then\n', 'n/e/w.txt': 'new\n', run: '#!/bin/sh\n' });
  await chmod(path.join(info.path, 'run'), 0o755);
  const { sha } = await bench.workspaces.checkpoint(info, first, 1, never);
  const state = await wholeState(info.path, info.branch);
  await git(info.path, 'checkout', '--quiet', '-b', 'other');
  await commitFiles(info.path, { 'b.txt': 'theirs\n' });
  await git(info.path, 'checkout', '--quiet', info.branch);
  const later = await commitFiles(info.path, { 'b.txt': 'mine\n' });
  await git(info.path, 'merge', 'other').catch(() => undefined);
  await writeFiles(info.path, { ...precious, '.gitignore': '*.log\n' });
  await rm(path.join(info.path, 'n'), { recursive: true });
  await writeFile(path.join(info.path, 'n'), 'a file in the place of a folder\n');
  await chmod(path.join(info.path, 'run'), 0o644);
  return { info, to: { kind: 'checkpoint', sha }, state, precious, later };
}

/** The state of the checkpoint; what stood there before is in the refs, each file of it and the commits. */
async function expectReturned(bench: Bench, scene: Scene): Promise<void> {
  await bench.workspaces.restore(scene.info, first, scene.to, never);
  expect(await wholeState(scene.info.path, scene.info.branch)).toEqual(scene.state);
  await expectKept(bench, scene);
  await commitFiles(scene.info.path, { 'goes-on.txt': 'x\n' });
}

async function expectKept(bench: Bench, { precious: files, later }: Scene): Promise<void> {
  const format = '--format=%(refname)';
  const refs = (await git(bench.mirror, 'for-each-ref', format, 'refs/drover/G-1/before-restore-*')).split(
    '\n',
  );
  for (const [name, text] of Object.entries(files)) {
    const shown = refs.map((ref) => git(bench.mirror, 'show', `${ref}:${name}`).catch(() => undefined));
    expect(await Promise.all(shown)).toContain(text.trimEnd());
  }
  expect(await git(bench.mirror, 'for-each-ref', format, '--contains', later, 'refs/drover/')).not.toBe('');
}

/** Whatever is no longer in the worktree has to be in a ref, at any moment. */
async function expectNothingLost(bench: Bench, scene: Scene): Promise<void> {
  const files = await visibleFiles(scene.info.path);
  const isThere = Object.entries(precious).every(
    ([name, text]) => name === 'x.log' || files[name] === `plain ${JSON.stringify(text)}`,
  );
  if (!isThere) await expectKept(bench, { ...scene, precious: { 'a.txt': precious['a.txt'] } });
}

describe.each(['midway', 'after'] as const)('a git that dies %s its work', (how) => {
  it('does no harm at whichever call of a return it dies', async () => {
    for (let at = 1; ; at += 1) {
      await using bench = await openBench({ 'a.txt': 'a\n', 'b.txt': 'b\n' });
      const scene = await setScene(bench);
      const crashing = await makeCrashingGit(path.join(bench.root, 'bin'), at, how);
      const attempt = bench.reopen({ PATH: crashing.path }).restore(scene.info, first, scene.to, never);
      const failed = await attempt.then(
        () => false,
        () => true,
      );
      await expectNothingLost(bench, scene);
      await expectReturned(bench, scene);
      if ((await crashing.calls()) >= at) continue;
      expect(failed).toBe(false);
      expect(at).toBeGreaterThan(20);
      return;
    }
  });
});

it('does no harm at whichever call git dies when a deleted worktree is returned', async () => {
  for (let at = 1; ; at += 1) {
    await using bench = await openBench({ 'a.txt': 'a\n', 'b.txt': 'b\n' });
    const { info, to, state } = await setScene(bench);
    await rm(info.path, { recursive: true });
    const crashing = await makeCrashingGit(path.join(bench.root, 'bin'), at, 'midway');
    const attempt = bench.reopen({ PATH: crashing.path }).restore(info, first, to, never);
    await attempt.catch(() => undefined);
    await bench.prepare();
    await bench.workspaces.restore(info, first, to, never);
    expect(await wholeState(info.path, info.branch)).toEqual(state);
    if ((await crashing.calls()) < at) return;
  }
});

/** Kills the whole process group after a while; answers whether it had ended by itself. */
async function returnAndKill(bench: Bench, { info, to }: Scene, afterMs: number): Promise<boolean> {
  const script = path.join(import.meta.dirname, 'return-in-child.ts');
  const args = [script, bench.home, JSON.stringify(info), to.sha];
  const child = spawn(process.execPath, args, { stdio: ['ignore', 'pipe', 'ignore'], detached: true });
  const ended = once(child, 'exit');
  await once(child.stdout, 'data');
  const timer = setTimeout(() => killGroup(child), afterMs);
  const [code] = await ended;
  clearTimeout(timer);
  return code === 0;
}

function killGroup({ pid, exitCode }: ChildProcess): void {
  if (pid !== undefined && exitCode === null) process.kill(-pid, 'SIGKILL');
}

it('is completed by the next try when drover is killed at any moment of a return', async () => {
  for (let afterMs = 0; ; afterMs += 12) {
    await using bench = await openBench({ 'a.txt': 'a\n', 'b.txt': 'b\n' });
    const scene = await setScene(bench);
    const finished = await returnAndKill(bench, scene, afterMs);
    await expectNothingLost(bench, scene);
    await expectReturned(bench, scene);
    if (!finished) continue;
    expect(afterMs).toBeGreaterThan(50);
    return;
  }
});

it('returns to any checkpoint from anywhere, whatever the agent did in between', async () => {
  expect(await playReturns(30)).toBeGreaterThanOrEqual(90);
});
