import { access, rm } from 'node:fs/promises';
import path from 'node:path';
import { describe, expect, it } from 'vitest';
import { goalIdOf } from '../../../src/domain/ids.ts';
import type { StoredWork } from '../../../src/ports/workspace.ts';
import { commitFiles, git, writeFiles } from '../../support/git-repository.ts';
import { wholeState } from './visible-files.ts';
import type { WorkspacesLab } from './workspaces.contract.ts';

const never = new AbortController().signal;
const first = goalIdOf(1);

async function storedWork(lab: WorkspacesLab, number = 1): Promise<StoredWork> {
  const work = (await lab.workspaces.inventory(never)).find(({ goal }) => goal === goalIdOf(number));
  if (work === undefined) throw new Error(`nothing of goal ${number} is kept`);
  return work;
}

const isThere = (folder: string): Promise<boolean> =>
  access(folder).then(
    () => true,
    () => false,
  );

/** What everybody may rely on who clears away what goals left. */
export function retentionContract(name: string, open: () => Promise<WorkspacesLab>): void {
  describe(`what is kept: ${name}`, () => {
    it('tells what is kept for each goal', async () => {
      await using lab = await open();
      expect(await lab.workspaces.inventory(never)).toEqual([]);
      const [one, two] = [await lab.prepare(1), await lab.prepare(2)];
      await writeFiles(one.path, { 'big.bin': 'x'.repeat(300_000) });
      await lab.workspaces.checkpoint(two, goalIdOf(2), 1, never);
      const [big, small] = [await storedWork(lab, 1), await storedWork(lab, 2)];
      expect(big).toMatchObject({ project: 'web', worktree: one.path, kept: [], hasRefs: false });
      expect(small).toMatchObject({ worktree: two.path, hasRefs: true });
      expect(big.bytes - small.bytes).toBeGreaterThan(250_000);
    });

    it('removes a worktree, and makes it again as it stood: committed, changed and new files', async () => {
      await using lab = await open();
      const info = await lab.prepare();
      await commitFiles(info.path, { 'done.txt': 'done\n' });
      await lab.workspaces.checkpoint(info, first, 1, never);
      await writeFiles(info.path, { 'README.md': 'changed\n', 'new.txt': 'new\n' });
      const before = await wholeState(info.path, info.branch);
      const work = await storedWork(lab);
      expect(await lab.workspaces.removeWorktree(work, never)).toEqual({ bytes: work.bytes });
      expect(await isThere(info.path)).toBe(false);
      const { worktree: _gone, ...rest } = work;
      expect(await storedWork(lab)).toEqual({ ...rest, bytes: 0, hasRefs: true });
      expect(await lab.workspaces.removeWorktree(work, never)).toEqual({ bytes: 0 });
      expect(await lab.prepare()).toEqual(info);
      expect(await wholeState(info.path, info.branch)).toEqual(before);
    });

    it('takes the next checkpoint for newer than what stood at the removal', async () => {
      await using lab = await open();
      const info = await lab.prepare();
      await writeFiles(info.path, { 'new.txt': 'old\n' });
      await lab.workspaces.removeWorktree(await storedWork(lab), never);
      await lab.prepare();
      await writeFiles(info.path, { 'new.txt': 'newer\n' });
      await lab.workspaces.checkpoint(info, first, 1, never);
      const before = await wholeState(info.path, info.branch);
      await rm(info.path, { recursive: true });
      await lab.prepare();
      expect(await wholeState(info.path, info.branch)).toEqual(before);
    });

    it('leaves other goals and the source alone', async () => {
      await using lab = await open();
      const [info, other] = [await lab.prepare(1), await lab.prepare(2)];
      await writeFiles(other.path, { 'theirs.txt': 't\n' });
      await lab.workspaces.checkpoint(other, goalIdOf(2), 1, never);
      const before = await wholeState(other.path, other.branch);
      const work = await storedWork(lab);
      await lab.workspaces.removeWorktree(work, never);
      await lab.workspaces.removeRefs(work, { branch: true }, never);
      expect(await wholeState(other.path, other.branch)).toEqual(before);
      expect(await storedWork(lab, 2)).toMatchObject({ hasRefs: true });
      expect(await git(lab.source, 'rev-parse', 'main')).toBe(info.baseSha);
    });

    it('removes what was saved, and goes on with the branch', async () => {
      await using lab = await open();
      const info = await lab.prepare();
      const done = await commitFiles(info.path, { 'done.txt': 'done\n' });
      await lab.workspaces.checkpoint(info, first, 1, never);
      await lab.workspaces.snapshot(info, first, never);
      await lab.workspaces.restore(info, first, { kind: 'base' }, never);
      await git(info.path, 'reset', '--quiet', '--hard', done);
      await lab.workspaces.deliverBranch(lab.request(1), done, never);
      const work = await storedWork(lab);
      await lab.workspaces.removeWorktree(work, never);
      await lab.workspaces.removeRefs(work, { branch: false }, never);
      await lab.workspaces.removeRefs(work, { branch: false }, never);
      expect(await storedWork(lab)).toMatchObject({ hasRefs: false });
      expect(await lab.prepare()).toEqual(info);
      expect(await git(info.path, 'rev-parse', 'HEAD')).toBe(done);
      const more = await commitFiles(info.path, { 'more.txt': 'more\n' });
      await lab.workspaces.deliverBranch(lab.request(1), more, never);
    });

    it('tidies up without losing anything that a goal, its index or a ref holds', async () => {
      await using lab = await open();
      const [info, other] = [await lab.prepare(1), await lab.prepare(2)];
      await writeFiles(info.path, { 'staged.txt': 's\n', 'new.txt': 'n\n' });
      await git(info.path, 'add', 'staged.txt');
      const { tree } = await lab.workspaces.snapshot(info, first, never);
      await writeFiles(other.path, { 'saved.txt': 's\n' });
      await lab.workspaces.removeWorktree(await storedWork(lab, 2), never);
      // Something that git is in the middle of: written, and nothing refers to it yet.
      await writeFiles(lab.root, { fresh: 'fresh\n' });
      const fresh = await git(info.path, 'hash-object', '-w', path.join(lab.root, 'fresh'));
      await lab.workspaces.tidy('web', never);
      expect(await git(info.path, 'cat-file', 'blob', fresh)).toBe('fresh');
      await lab.workspaces.tidy('never heard of', never);
      expect(await git(info.path, 'show', ':staged.txt')).toBe('s');
      expect(await git(info.path, 'show', `${tree}:new.txt`)).toBe('n');
      expect(await git(info.path, 'count-objects')).toMatch(/^1 objects/);
      await lab.prepare(2);
      expect(await git(other.path, 'status', '--porcelain')).toBe('?? saved.txt');
    });

    it('forgets a goal with its branch, and not while its worktree stands', async () => {
      await using lab = await open();
      const info = await lab.prepare();
      const work = await storedWork(lab);
      await expect(lab.workspaces.removeRefs(work, { branch: true }, never)).rejects.toMatchObject({
        code: 'WORKSPACE_FAILED',
        message: expect.stringContaining(info.path),
      });
      expect(await git(info.path, 'rev-parse', info.branch)).toBe(info.baseSha);
      await lab.workspaces.removeWorktree(work, never);
      await lab.workspaces.removeRefs(work, { branch: true }, never);
      await lab.workspaces.removeRefs(work, { branch: true }, never);
      expect(await lab.workspaces.inventory(never)).toEqual([]);
      const newer = await commitFiles(lab.source, { 'newer.txt': 'n\n' });
      expect((await lab.prepare()).baseSha).toBe(newer);
    });

    it('rejects with the reason of an abort', async () => {
      await using lab = await open();
      await lab.prepare();
      const work = await storedWork(lab);
      const reason = new Error('cancelled');
      const aborted = AbortSignal.abort(reason);
      await expect(lab.workspaces.inventory(aborted)).rejects.toBe(reason);
      await expect(lab.workspaces.removeWorktree(work, aborted)).rejects.toBe(reason);
      await expect(lab.workspaces.removeRefs(work, { branch: true }, aborted)).rejects.toBe(reason);
    });
  });

  describe(`what was set up: ${name}`, () => {
    it('is remembered with its command until the worktree is made again', async () => {
      await using lab = await open();
      const info = await lab.prepare();
      const isSetUp = (command: string) => lab.workspaces.isSetUp(info, command, never);
      expect(await isSetUp('npm ci')).toBe(false);
      await lab.workspaces.markSetUp(info, 'npm ci', never);
      expect(await isSetUp('npm ci')).toBe(true);
      expect(await isSetUp('npm ci --quiet')).toBe(false);
      await lab.prepare();
      expect(await isSetUp('npm ci')).toBe(true);
      await rm(info.path, { recursive: true });
      await lab.prepare();
      expect(await isSetUp('npm ci')).toBe(false);
      await lab.workspaces.markSetUp(info, 'npm ci', never);
      await lab.workspaces.removeWorktree(await storedWork(lab), never);
      await lab.prepare();
      expect(await isSetUp('npm ci')).toBe(false);
      expect(path.isAbsolute(info.path)).toBe(true);
      expect(await git(info.path, 'status', '--porcelain')).toBe('');
    });
  });
}
