import { chmod, rename, rm, symlink, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { describe, expect, it } from 'vitest';
import { goalIdOf } from '../../../src/domain/ids.ts';
import { commitFiles, git, writeFiles } from '../../support/git-repository.ts';
import type { WorkspacesLab } from './workspaces.contract.ts';

const never = new AbortController().signal;
const first = goalIdOf(1);
const order = { message: 'Fix it', author: { name: 'Grace', email: 'grace@example.org' } };

/** Commits without changes on a branch, in the language of `git fast-import`. */
function commitStream(branch: string, messages: readonly string[]): string {
  const ref = `refs/heads/${branch}`;
  const begin = (message: string) =>
    `commit ${ref}\ncommitter A <a@b> 1700000000 +0000\ndata ${message.length}\n`;
  return messages
    .map((message, at) => `${begin(message)}${message}\n${at === 0 ? `from ${ref}^0\n` : ''}\n`)
    .join('');
}

/** What everybody may rely on who asks what is in a workspace, or commits what was judged. */
export function readingContract(name: string, open: () => Promise<WorkspacesLab>): void {
  describe(`what changed: ${name}`, () => {
    it('names every file that differs from the base, with how it stands', async () => {
      await using lab = await open();
      await commitFiles(lab.source, {
        'gone.txt': 'g\n',
        'moved.txt': 'm\n',
        'mode.sh': 'x\n',
        'link.txt': 'l\n',
        '.gitignore': '*.log\n',
      });
      const info = await lab.prepare();
      await commitFiles(info.path, { 'committed.txt': '1\n', 'README.md': 'one\n' });
      await rm(path.join(info.path, 'gone.txt'));
      await rename(path.join(info.path, 'moved.txt'), path.join(info.path, 'new place.txt'));
      await chmod(path.join(info.path, 'mode.sh'), 0o755);
      await rm(path.join(info.path, 'link.txt'));
      await symlink('README.md', path.join(info.path, 'link.txt'));
      await writeFiles(info.path, { 'staged.txt': 's\n', 'README.md': 'two\n', 'noise.log': 'n\n' });
      await git(info.path, 'add', 'staged.txt');
      expect((await lab.workspaces.snapshot(info, first, never)).files).toEqual([
        { path: 'README.md', change: 'modified', standing: 'uncommitted' },
        { path: 'committed.txt', change: 'added', standing: 'committed' },
        { path: 'gone.txt', change: 'deleted', standing: 'uncommitted' },
        { path: 'link.txt', change: 'modified', standing: 'uncommitted' },
        { path: 'mode.sh', change: 'modified', standing: 'uncommitted' },
        { path: 'moved.txt', change: 'deleted', standing: 'uncommitted' },
        { path: 'new place.txt', change: 'added', standing: 'untracked' },
        { path: 'staged.txt', change: 'added', standing: 'uncommitted' },
      ]);
    });

    it('names files whatever they are called', async () => {
      await using lab = await open();
      const info = await lab.prepare();
      const names = [
        'a\nb',
        'quote".txt',
        "it's",
        'tab\t',
        ':(top)x',
        '-rf',
        'ü\u0301 😀',
        ' lead',
        'back\\slash',
      ];
      await writeFiles(info.path, Object.fromEntries(names.map((one) => [one, 'x\n'])));
      const seen = (await lab.workspaces.snapshot(info, first, never)).files;
      expect(seen.map((file) => file.path).toSorted()).toEqual(names.toSorted());
      await git(info.path, 'add', '--all');
      await git(info.path, 'commit', '--quiet', '-m', 'x');
      const committed = (await lab.workspaces.snapshot(info, first, never)).files;
      expect(new Set(committed.map(({ standing }) => standing))).toEqual(new Set(['committed']));
    });

    it('tells a file whose change git was told to overlook', async () => {
      await using lab = await open();
      const info = await lab.prepare();
      await git(info.path, 'update-index', '--assume-unchanged', 'README.md');
      await writeFiles(info.path, { 'README.md': 'hidden\n' });
      expect((await lab.workspaces.snapshot(info, first, never)).files).toEqual([
        { path: 'README.md', change: 'modified', standing: 'uncommitted' },
      ]);
    });

    it('tells which commits were made since a checkpoint, wherever the agent made them', async () => {
      await using lab = await open();
      const info = await lab.prepare();
      await commitFiles(info.path, { a: '1' });
      await git(info.path, 'checkout', '--quiet', '-b', 'elsewhere');
      await commitFiles(info.path, { b: '1' });
      const { sha: since } = await lab.workspaces.checkpoint(info, first, 1, never);
      const seen = async () => (await lab.workspaces.commits(info, since, never)).map(({ sha }) => sha);
      expect(await seen()).toEqual([]);
      const three = await commitFiles(info.path, { c: '1' });
      await git(info.path, 'checkout', '--quiet', '--detach');
      const four = await commitFiles(info.path, { d: '1' });
      expect(await seen()).toEqual([three, four]);
      await git(info.path, 'checkout', '--quiet', info.branch);
      expect(await seen()).toEqual([]);
      expect(await lab.workspaces.commits(info, '1'.repeat(40), never)).toHaveLength(1);
    });

    it('lists commits since the base, oldest first, at most 200 and then the newest', async () => {
      await using lab = await open();
      const info = await lab.prepare();
      expect(await lab.workspaces.commits(info, undefined, never)).toEqual([]);
      const one = await commitFiles(info.path, { a: '1' }, 'first "one"\n\nand a body');
      const two = await commitFiles(info.path, { b: '1' }, 'second 😀');
      expect(await lab.workspaces.commits(info, undefined, never)).toEqual([
        { sha: one, subject: 'first "one"', at: expect.any(Number) },
        { sha: two, subject: 'second 😀', at: expect.any(Number) },
      ]);
      const messages = [...Array(200).keys()].map((n) => `n ${n + 1}`);
      await writeFile(path.join(lab.root, 'commits'), commitStream(info.branch, messages));
      await git(info.path, '-c', `alias.feed=!git fast-import --quiet < '${lab.root}/commits'`, 'feed');
      const many = await lab.workspaces.commits(info, undefined, never);
      expect(many.map(({ subject }) => subject)).toEqual(messages);
    });
  });

  describe(`commit of what was judged: ${name}`, () => {
    it('commits exactly the tree that was kept, whatever was written since, and leaves the files', async () => {
      await using lab = await open();
      const info = await lab.prepare();
      await commitFiles(info.path, { 'own.txt': 'own\n' });
      await writeFiles(info.path, { 'README.md': 'judged\n', 'new.txt': 'judged\n', 'gone.txt': 'judged\n' });
      const { tree } = await lab.workspaces.snapshot(info, first, never);
      expect(await lab.workspaces.snapshot(info, first, never)).toMatchObject({ tree });
      await writeFiles(info.path, { 'README.md': 'later\n', 'later.txt': 'later\n' });
      await rm(path.join(info.path, 'gone.txt'));
      await git(info.path, 'prune', '--expire=now');
      const { sha, committed } = await lab.workspaces.commitAll(info, { ...order, tree }, never);
      expect(committed).toBe(true);
      expect(await git(info.path, 'rev-parse', `${sha}^{tree}`, info.branch)).toBe(`${tree}\n${sha}`);
      expect(await git(info.path, 'symbolic-ref', 'HEAD')).toBe(`refs/heads/${info.branch}`);
      expect(await git(info.path, 'status', '--porcelain')).toBe(' M README.md\n D gone.txt\n?? later.txt');
      // Not by looking into every file: the index knows what is unchanged.
      expect(await git(info.path, 'diff-files', '--name-only')).toBe('README.md\ngone.txt');
      expect(await lab.workspaces.commitAll(info, { ...order, tree }, never)).toEqual({
        sha,
        committed: false,
      });
    });

    it('leaves a checkout without changes when nothing was written since', async () => {
      await using lab = await open();
      const info = await lab.prepare();
      await writeFiles(info.path, { 'README.md': 'judged\n', 'new.txt': 'judged\n' });
      const { tree } = await lab.workspaces.snapshot(info, first, never);
      const { sha } = await lab.workspaces.commitAll(info, { ...order, tree }, never);
      expect(await git(info.path, 'status', '--porcelain')).toBe('');
      expect(await git(info.path, 'rev-parse', 'HEAD', 'HEAD^{tree}')).toBe(`${sha}\n${tree}`);
    });

    it('commits a tree that equals the base as nothing', async () => {
      await using lab = await open();
      const info = await lab.prepare();
      const { tree } = await lab.workspaces.snapshot(info, first, never);
      await writeFiles(info.path, { 'later.txt': 'later\n' });
      expect(await lab.workspaces.commitAll(info, { ...order, tree }, never)).toEqual({
        sha: info.baseSha,
        committed: false,
      });
      expect(await git(info.path, 'status', '--porcelain')).toBe('?? later.txt');
    });

    it('refuses a tree that is not there, and changes nothing', async () => {
      await using lab = await open();
      const info = await lab.prepare();
      await writeFiles(info.path, { 'new.txt': 'new\n' });
      for (const tree of ['1'.repeat(40), 'HEAD', '--help'])
        await expect(lab.workspaces.commitAll(info, { ...order, tree }, never)).rejects.toMatchObject({
          code: 'COMMIT_REFUSED',
        });
      expect(await git(info.path, 'rev-parse', 'HEAD')).toBe(info.baseSha);
      expect(await git(info.path, 'status', '--porcelain')).toBe('?? new.txt');
    });
  });
}
