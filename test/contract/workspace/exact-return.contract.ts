import { chmod, rm, stat, symlink, utimes, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { describe, expect, it } from 'vitest';
import { goalIdOf } from '../../../src/domain/ids.ts';
import type { WorkspaceInfo } from '../../../src/ports/workspace.ts';
import { commitFiles, git, writeFiles } from '../../support/git-repository.ts';
import type { WorkspacesLab } from './workspaces.contract.ts';

const never = new AbortController().signal;
const first = goalIdOf(1);

type Fault = (at: (name: string) => string, info: WorkspaceInfo) => Promise<unknown>;

/** One fault each, as an agent or a person may leave it. */
const faults: Readonly<Record<string, Fault>> = {
  'a tracked file is changed': (at) => writeFile(at('tracked.txt'), 'other\n'),
  'a file is changed to one of the same size and time': async (at) => {
    const { atime, mtime } = await stat(at('tracked.txt'));
    await writeFile(at('tracked.txt'), 'TRACKED\n');
    await utimes(at('tracked.txt'), atime, mtime);
  },
  'a change is hidden from git': async (at, info) => {
    await git(info.path, 'update-index', '--assume-unchanged', 'tracked.txt');
    await writeFile(at('tracked.txt'), 'hidden\n');
  },
  'a tracked file is gone': (at) => rm(at('tracked.txt')),
  'a file was made executable': (at) => chmod(at('tracked.txt'), 0o755),
  'a script is not executable any more': (at) => chmod(at('untracked.sh'), 0o644),
  'an untracked file is changed': (at) => writeFile(at('untracked.sh'), '#!/bin/false\n'),
  'an untracked file is gone': (at) => rm(at('untracked.sh')),
  'there is a new file': (at) => writeFile(at('new.txt'), 'new\n'),
  'a link leads elsewhere': async (at) => {
    await rm(at('link'));
    await symlink('/etc/passwd', at('link'));
  },
  'a link is a file': async (at) => {
    await rm(at('link'));
    await writeFile(at('link'), 'tracked.txt');
  },
  'a file is a folder': async (at) => {
    await rm(at('tracked.txt'));
    await writeFiles(at('tracked.txt'), { 'inner.txt': 'i\n' });
  },
  'the ignore rules hide a file': (at) => writeFile(at('.gitignore'), '*\n'),
  'there is a commit more': (_at, info) => commitFiles(info.path, {}),
  'the branch is a commit behind': (_at, info) => git(info.path, 'reset', '--quiet', '--soft', 'HEAD~1'),
  'another branch is checked out': (_at, info) => git(info.path, 'checkout', '--quiet', '-b', 'other'),
  'HEAD is detached': (_at, info) => git(info.path, 'checkout', '--quiet', '--detach'),
};

/** What git can say of a worktree: its files with their modes as a tree, its branch, HEAD, and what is committed there. */
async function exactly(lab: WorkspacesLab, info: WorkspaceInfo): Promise<string> {
  const { tree } = await lab.workspaces.snapshot(info, first, never);
  const names = [`refs/heads/${info.branch}`, 'HEAD', 'HEAD^{tree}', '--symbolic-full-name', 'HEAD'];
  return `${tree}\n${await git(info.path, 'rev-parse', ...names)}`;
}

/** A return is exact: every single fault is seen by the comparison, and undone by the return. */
export function exactReturnContract(name: string, open: () => Promise<WorkspacesLab>): void {
  describe(`exact return: ${name}`, () => {
    it('undoes each fault, to the tree, the modes and the position of the branch', async () => {
      await using lab = await open();
      const info = await lab.prepare();
      const at = (file: string) => path.join(info.path, file);
      await commitFiles(info.path, { 'tracked.txt': 'tracked\n', '.gitignore': '*.log\n' });
      await writeFiles(info.path, { 'untracked.sh': '#!/bin/sh\n', 'README.md': 'uncommitted\n' });
      await chmod(at('untracked.sh'), 0o755);
      await symlink('tracked.txt', at('link'));
      const { sha } = await lab.workspaces.checkpoint(info, first, 1, never);
      const before = await exactly(lab, info);
      for (const [what, plant] of Object.entries(faults)) {
        await plant(at, info);
        expect(await exactly(lab, info), `the comparison does not see that ${what}`).not.toBe(before);
        await lab.workspaces.restore(info, first, { kind: 'checkpoint', sha }, never);
        expect(await exactly(lab, info), `after a return, ${what}`).toBe(before);
      }
    }, 120_000);
  });

  describe(`defined answers: ${name}`, () => {
    it('keeps the base of a goal when the source moves on, also when it begins anew', async () => {
      await using lab = await open();
      const info = await lab.prepare();
      await commitFiles(info.path, { 'work.txt': 'w\n' });
      const moved = await commitFiles(lab.source, { 'upstream.txt': 'u\n' });
      expect(await lab.prepare()).toEqual(info);
      await lab.workspaces.restore(info, first, { kind: 'base' }, never);
      expect(await git(info.path, 'rev-parse', 'HEAD')).toBe(info.baseSha);
      expect((await lab.workspaces.snapshot(info, first, never)).files).toEqual([]);
      expect((await lab.prepare(2)).baseSha).toBe(moved);
    });

    it('goes on with a goal whose source is gone, up to its delivery', async () => {
      await using lab = await open();
      const info = await lab.prepare();
      await rm(lab.source, { recursive: true });
      await writeFiles(info.path, { 'work.txt': 'w\n' });
      await lab.workspaces.checkpoint(info, first, 1, never);
      await rm(info.path, { recursive: true });
      expect(await lab.prepare()).toEqual(info);
      const author = { name: 'Grace', email: 'grace@example.org' };
      const { sha } = await lab.workspaces.commitAll(info, { message: 'Work', author }, never);
      expect(await git(info.path, 'show', `${sha}:work.txt`)).toBe('w');
      await expect(lab.workspaces.deliverBranch(lab.request(1), sha, never)).rejects.toMatchObject({
        code: 'DELIVERY_FAILED',
      });
      await expect(lab.prepare(2)).rejects.toMatchObject({ code: 'NOT_A_REPOSITORY' });
    });
  });
}
