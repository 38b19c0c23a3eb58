import { chmod, mkdir, readFile, rename, rm, symlink, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { describe, expect, it } from 'vitest';
import { goalIdOf } from '../../../src/domain/ids.ts';
import type { RestorePoint, WorkspaceInfo } from '../../../src/ports/workspace.ts';
import { commitFiles, git, writeFiles } from '../../support/git-repository.ts';
import { visibleFiles, wholeState } from './visible-files.ts';
import type { WorkspacesLab } from './workspaces.contract.ts';

const never = new AbortController().signal;
const first = goalIdOf(1);
const base: RestorePoint = { kind: 'base' };

async function save(lab: WorkspacesLab, info: WorkspaceInfo, number: number): Promise<RestorePoint> {
  return { kind: 'checkpoint', sha: (await lab.workspaces.checkpoint(info, first, number, never)).sha };
}

const putBack = (lab: WorkspacesLab, info: WorkspaceInfo, to: RestorePoint) =>
  lab.workspaces.restore(info, first, to, never);

/** Work of all kinds, committed and not. */
async function work(info: WorkspaceInfo): Promise<void> {
  const at = (name: string) => path.join(info.path, name);
  await commitFiles(info.path, { 'committed.txt': 'one\n', 'doomed.txt': 'd\n', 'folder/inner.txt': 'i\n' });
  await writeFiles(info.path, {
    'README.md': 'changed\n',
    'run.sh': '#!/bin/sh\n',
    'plain.sh': '#!/bin/sh\n',
    'ünï 😀/ö.txt': 'ü\n',
    'line\nbreak "quoted"\t.txt': 'x\n',
    '-rf': 'dash\n',
    ':(top)x': 'colon\n',
    'deep/a/b/c.txt': 'c\n',
    'empty.txt': '',
  });
  await chmod(at('run.sh'), 0o755);
  await writeFile(at('binary.bin'), Buffer.from([0, 255, 10, 13, 10, 0, 128]));
  await symlink('README.md', at('link'));
  await symlink('/nonexistent', at('dangling'));
  await rm(at('doomed.txt'));
}

/** Undoes and distorts all of it. */
async function spoil(info: WorkspaceInfo): Promise<void> {
  const at = (name: string) => path.join(info.path, name);
  await git(info.path, 'add', '--all');
  await commitFiles(info.path, { 'later.txt': 'later\n', 'README.md': 'later\n' });
  await chmod(at('run.sh'), 0o644);
  await chmod(at('plain.sh'), 0o755);
  await writeFile(at('binary.bin'), Buffer.from([1, 2, 0]));
  for (const name of ['link', 'dangling', '-rf', 'line\nbreak "quoted"\t.txt', 'empty.txt', 'deep']) {
    await rm(at(name), { recursive: true });
  }
  await writeFiles(info.path, {
    link: 'a file\n',
    'empty.txt/inner.txt': 'a folder\n',
    'doomed.txt': 'again\n',
  });
  await writeFiles(info.path, { deep: 'a file\n', 'new folder/new.txt': 'new\n' });
  await rename(at('ünï 😀'), at('moved'));
  await rm(at('folder'), { recursive: true });
  await symlink('/etc', at('folder'));
  await mkdir(at('nothing in it'));
}

/** Whether a commit holds a file with this content under some ref of the goal. */
async function isKept(info: WorkspaceInfo, name: string, content: string): Promise<boolean> {
  const refs = await git(info.path, 'for-each-ref', '--format=%(refname)', 'refs/drover/G-1/');
  const texts = await Promise.all(
    refs.split('\n').map((ref) => git(info.path, 'show', `${ref}:${name}`).catch(() => undefined)),
  );
  return texts.includes(content);
}

/** What everybody may rely on who returns a workspace to where it was. */
export function restoreContract(name: string, open: () => Promise<WorkspacesLab>): void {
  describe(`return of a worktree: ${name}`, () => {
    it('brings back every file with its mode, every link and every name, and the position of the branch', async () => {
      await using lab = await open();
      const info = await lab.prepare();
      await work(info);
      const before = await wholeState(info.path, info.branch);
      const point = await save(lab, info, 1);
      await spoil(info);
      await putBack(lab, info, point);
      expect(await wholeState(info.path, info.branch)).toEqual(before);
    });

    it('brings back the base: a clean checkout on the branch of the goal', async () => {
      await using lab = await open();
      const info = await lab.prepare();
      const before = await wholeState(info.path, info.branch);
      await work(info);
      await git(info.path, 'checkout', '--quiet', '-b', 'elsewhere');
      await spoil(info);
      await putBack(lab, info, base);
      expect(await wholeState(info.path, info.branch)).toEqual(before);
      expect(before).toMatchObject({ branch: info.baseSha, status: '' });
    });

    it('goes back and forth between checkpoints', async () => {
      await using lab = await open();
      const info = await lab.prepare();
      const states: unknown[] = [];
      const points: RestorePoint[] = [];
      for (const change of [async () => undefined, work, spoil]) {
        await change(info);
        states.push({ ...(await wholeState(info.path, info.branch)), status: '' });
        points.push(await save(lab, info, points.length + 1));
      }
      for (const number of [0, 2, 1, 1, 2, 0]) {
        await putBack(lab, info, points[number] ?? base);
        const state = { ...(await wholeState(info.path, info.branch)), status: '' };
        expect(state).toEqual(states[number]);
      }
    });

    it('keeps what stood there, committed or not, and the commits of the branch', async () => {
      await using lab = await open();
      const info = await lab.prepare();
      await work(info);
      const later = await commitFiles(info.path, { 'later.txt': 'later\n' });
      await writeFiles(info.path, { 'later.txt': 'latest\n', 'untracked.txt': 'precious\n' });
      await putBack(lab, info, base);
      expect(await isKept(info, 'untracked.txt', 'precious')).toBe(true);
      expect(await isKept(info, 'later.txt', 'latest')).toBe(true);
      const kept = await git(info.path, 'for-each-ref', '--contains', later, 'refs/drover/G-1/');
      expect(kept).not.toBe('');
    });

    it('leaves ignored files as they are', async () => {
      await using lab = await open();
      await commitFiles(lab.source, { '.gitignore': '*.log\nbuild/\n' });
      const info = await lab.prepare();
      await writeFiles(info.path, { 'noise.log': 'noise', 'build/out.bin': 'out', 'a.txt': 'a\n' });
      const point = await save(lab, info, 1);
      await writeFiles(info.path, { 'noise.log': 'more noise', 'build/out.bin': 'newer', 'b.txt': 'b\n' });
      for (const to of [point, base]) {
        await putBack(lab, info, to);
        expect(await readFile(path.join(info.path, 'noise.log'), 'utf8')).toBe('more noise');
        expect(await readFile(path.join(info.path, 'build/out.bin'), 'utf8')).toBe('newer');
      }
      expect(Object.keys(await visibleFiles(info.path))).toEqual(['.gitignore', 'README.md']);
    });

    it('changes nothing when it is asked again', async () => {
      await using lab = await open();
      const info = await lab.prepare();
      await work(info);
      const point = await save(lab, info, 1);
      await spoil(info);
      await putBack(lab, info, point);
      const once = await wholeState(info.path, info.branch);
      const refs = await git(info.path, 'for-each-ref', 'refs/heads', 'refs/drover/G-1/before-restore-*');
      await putBack(lab, info, point);
      expect(await wholeState(info.path, info.branch)).toEqual(once);
      expect(await git(info.path, 'for-each-ref', 'refs/heads', 'refs/drover/G-1/before-restore-*')).toBe(
        refs,
      );
    });

    it('makes a deleted worktree again, as it was at the checkpoint', async () => {
      await using lab = await open();
      const info = await lab.prepare();
      await work(info);
      const before = await wholeState(info.path, info.branch);
      const point = await save(lab, info, 1);
      await spoil(info);
      await save(lab, info, 2);
      await rm(info.path, { recursive: true });
      await putBack(lab, info, point);
      expect(await wholeState(info.path, info.branch)).toEqual(before);
    });

    it('is not undone when the worktree is deleted afterwards and prepared again', async () => {
      await using lab = await open();
      const info = await lab.prepare();
      await work(info);
      const point = await save(lab, info, 1);
      await writeFiles(info.path, { 'README.md': 'wrong turn\n' });
      await save(lab, info, 2);
      await putBack(lab, info, point);
      const before = await wholeState(info.path, info.branch);
      await rm(info.path, { recursive: true });
      await lab.prepare();
      expect(await wholeState(info.path, info.branch)).toEqual(before);
      await writeFiles(info.path, { 'README.md': 'better turn\n' });
      await save(lab, info, 3);
      await rm(info.path, { recursive: true });
      await lab.prepare();
      expect(await readFile(path.join(info.path, 'README.md'), 'utf8')).toBe('better turn\n');
    });

    it('goes on from there: the next commit builds on the branch as it was', async () => {
      await using lab = await open();
      const info = await lab.prepare();
      const kept = await commitFiles(info.path, { 'kept.txt': 'k\n' });
      const point = await save(lab, info, 1);
      await commitFiles(info.path, { 'dropped.txt': 'd\n' });
      await putBack(lab, info, point);
      await writeFiles(info.path, { 'more.txt': 'm\n' });
      const commit = { message: 'Fix', author: { name: 'Grace', email: 'grace@example.org' } };
      const { sha } = await lab.workspaces.commitAll(info, commit, never);
      expect(await git(info.path, 'rev-parse', `${sha}^`)).toBe(kept);
      expect(await git(info.path, 'ls-tree', '--name-only', sha)).toBe('README.md\nkept.txt\nmore.txt');
    });

    it('says that a checkpoint is not there, and changes nothing', async () => {
      await using lab = await open();
      const info = await lab.prepare();
      await work(info);
      const before = await wholeState(info.path, info.branch);
      for (const sha of ['1'.repeat(40), '--help', info.branch, 'HEAD~1']) {
        await expect(putBack(lab, info, { kind: 'checkpoint', sha })).rejects.toMatchObject({
          code: 'WORKSPACE_FAILED',
          message: expect.stringContaining(info.path),
        });
      }
      expect(await wholeState(info.path, info.branch)).toEqual(before);
    });

    it('rejects with the reason of an abort', async () => {
      await using lab = await open();
      const info = await lab.prepare();
      const reason = new Error('cancelled');
      await expect(lab.workspaces.restore(info, first, base, AbortSignal.abort(reason))).rejects.toBe(reason);
    });

    it('touches no other goal', async () => {
      await using lab = await open();
      const [info, other] = [await lab.prepare(1), await lab.prepare(2)];
      await work(other);
      const before = await wholeState(other.path, other.branch);
      await work(info);
      await putBack(lab, info, base);
      expect(await wholeState(other.path, other.branch)).toEqual(before);
    });
  });
}
