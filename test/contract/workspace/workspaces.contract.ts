import { access, readFile, rm } from 'node:fs/promises';
import path from 'node:path';
import { describe, expect, it } from 'vitest';
import { goalIdOf } from '../../../src/domain/ids.ts';
import type { WorkspaceInfo, WorkspaceRequest, Workspaces } from '../../../src/ports/workspace.ts';
import { checkoutState, commitFiles, git, makeRepository, writeFiles } from '../../support/git-repository.ts';

/** A repository on `main` with `README.md`, and workspaces that have not seen it yet. */
export interface WorkspacesLab extends AsyncDisposable {
  /** A folder for more repositories. */
  readonly root: string;
  readonly source: string;
  readonly workspaces: Workspaces;
  readonly request: (number: number, more?: Partial<WorkspaceRequest>) => WorkspaceRequest;
  readonly prepare: (number?: number, more?: Partial<WorkspaceRequest>) => Promise<WorkspaceInfo>;
}

const never = new AbortController().signal;
const first = goalIdOf(1);
const commit = { message: 'Fix it', author: { name: 'Grace', email: 'grace@example.org' } };

/** What everybody may rely on who asks for a workspace. */
export function workspacesContract(name: string, open: () => Promise<WorkspacesLab>): void {
  describe(`workspaces: ${name}`, () => {
    it('prepares a checkout of the base on the branch of the goal', async () => {
      await using lab = await open();
      const info = await lab.prepare();
      expect(info).toEqual({
        path: info.path,
        branch: 'drover/G-1-fix-it',
        base: 'main',
        baseSha: await git(lab.source, 'rev-parse', 'main'),
      });
      expect(path.isAbsolute(info.path)).toBe(true);
      expect(await readFile(path.join(info.path, 'README.md'), 'utf8')).toBe('hello\n');
      expect(await git(info.path, 'symbolic-ref', 'HEAD')).toBe('refs/heads/drover/G-1-fix-it');
      expect(await git(info.path, 'status', '--porcelain')).toBe('');
    });

    it('fetches the base afresh for every goal', async () => {
      await using lab = await open();
      await lab.prepare(1);
      const newer = await commitFiles(lab.source, { 'new.txt': 'new' });
      expect((await lab.prepare(2)).baseSha).toBe(newer);
    });

    it('leaves everything as it is when it prepares again', async () => {
      await using lab = await open();
      const info = await lab.prepare();
      await writeFiles(info.path, { 'README.md': 'changed\n', 'new.txt': 'new\n', 'staged.txt': 'staged\n' });
      await git(info.path, 'add', 'staged.txt');
      const before = await checkoutState(info.path);
      await commitFiles(lab.source, { 'later.txt': 'x' });
      expect(await lab.prepare()).toEqual(info);
      expect(await checkoutState(info.path)).toEqual(before);
    });

    it('makes a deleted checkout again from its branch', async () => {
      await using lab = await open();
      const info = await lab.prepare();
      const done = await commitFiles(info.path, { 'done.txt': 'done' });
      await rm(info.path, { recursive: true });
      expect(await lab.prepare()).toEqual(info);
      expect(await git(info.path, 'rev-parse', 'HEAD')).toBe(done);
      expect(await git(info.path, 'status', '--porcelain')).toBe('');
    });

    it('says which problem it met, and where', async () => {
      await using lab = await open();
      const nowhere = path.join(lab.root, 'nowhere');
      const empty = path.join(lab.root, 'empty');
      await git(lab.root, 'init', '--quiet', empty);
      await expect(lab.prepare(1, { source: nowhere })).rejects.toMatchObject({
        code: 'NOT_A_REPOSITORY',
        message: expect.stringContaining(nowhere),
      });
      await expect(lab.prepare(1, { source: empty })).rejects.toMatchObject({
        code: 'REPOSITORY_EMPTY',
        message: expect.stringContaining(empty),
      });
      await expect(lab.prepare(1, { base: 'nope' })).rejects.toMatchObject({
        code: 'BASE_NOT_FOUND',
        message: expect.stringContaining('nope'),
        hint: expect.stringContaining('main'),
      });
    });

    it('rejects with the reason of an abort', async () => {
      await using lab = await open();
      const reason = new Error('cancelled');
      const aborted = AbortSignal.abort(reason);
      await expect(lab.workspaces.prepare(lab.request(1), aborted)).rejects.toBe(reason);
      const info = await lab.prepare();
      await expect(lab.workspaces.changes(info, aborted)).rejects.toBe(reason);
    });

    it('makes a second checkout of the base, fresh each time, and removes it', async () => {
      await using lab = await open();
      const info = await lab.prepare();
      await writeFiles(info.path, { 'README.md': 'changed\n' });
      const request = lab.request(1);
      const baseline = await lab.workspaces.prepareBaseline(request, info.baseSha, never);
      expect(baseline.path).not.toBe(info.path);
      expect(await readFile(path.join(baseline.path, 'README.md'), 'utf8')).toBe('hello\n');
      await writeFiles(baseline.path, { 'left.txt': 'left', 'README.md': 'dirty' });
      await lab.workspaces.prepareBaseline(request, info.baseSha, never);
      expect(await git(baseline.path, 'status', '--porcelain')).toBe('');
      await lab.workspaces.removeBaseline(first, never);
      await lab.workspaces.removeBaseline(first, never);
      await expect(access(baseline.path)).rejects.toThrow('ENOENT');
      expect(await git(info.path, 'worktree', 'list')).not.toContain(baseline.path);
    });

    it('lists and reads the base without a checkout of it', async () => {
      await using lab = await open();
      await commitFiles(lab.source, {
        'sub/ünï code.txt': 'ü\n',
        'package.json': '{}',
        'big.txt': 'x'.repeat(1_100_000),
      });
      const { baseSha } = await lab.prepare();
      const request = lab.request(1);
      const names = await lab.workspaces.listBase(request, baseSha, never);
      expect(names.toSorted()).toEqual(['README.md', 'big.txt', 'package.json', 'sub']);
      const read = (file: string) => lab.workspaces.readBase(request, baseSha, file, never);
      expect(await read('package.json')).toBe('{}');
      expect(await read('sub/ünï code.txt')).toBe('ü\n');
      expect(await read('missing')).toBeUndefined();
      expect(await read('sub')).toBeUndefined();
      expect(await read('../README.md')).toBeUndefined();
      expect(await read('big.txt')).toBeUndefined();
      expect(await read('a\nREADME.md')).toBeUndefined();
    });

    it('saves tracked and untracked files in a checkpoint, leaving branch, HEAD and index alone', async () => {
      await using lab = await open();
      await commitFiles(lab.source, { '.gitignore': '*.log\n', 'old.txt': 'old' });
      const info = await lab.prepare();
      await writeFiles(info.path, {
        'README.md': 'changed\n',
        'new.txt': 'new\n',
        'noise.log': 'noise',
        'staged.txt': '1',
      });
      await rm(path.join(info.path, 'old.txt'));
      await git(info.path, 'add', 'staged.txt');
      const before = await checkoutState(info.path);
      const { sha } = await lab.workspaces.checkpoint(info, first, 1, never);
      expect(await checkoutState(info.path)).toEqual(before);
      expect(await git(info.path, 'rev-parse', 'refs/drover/G-1/1')).toBe(sha);
      const saved = await git(info.path, 'ls-tree', '-r', '--name-only', sha);
      expect(saved.split('\n').toSorted()).toEqual(['.gitignore', 'README.md', 'new.txt', 'staged.txt']);
      expect(await git(info.path, 'show', `${sha}:README.md`)).toBe('changed');
    });

    it('answers the same checkpoint for the same state, and a new one for another', async () => {
      await using lab = await open();
      const info = await lab.prepare();
      const save = () => lab.workspaces.checkpoint(info, first, 3, never);
      const one = await save();
      expect(await save()).toEqual(one);
      await writeFiles(info.path, { 'new.txt': 'new' });
      expect(await save()).not.toEqual(one);
    });

    it('counts what changed since base: committed, uncommitted and untracked', async () => {
      await using lab = await open();
      const info = await lab.prepare();
      const count = () => lab.workspaces.changes(info, never);
      expect(await count()).toEqual({ files: 0, insertions: 0, deletions: 0, untracked: 0, commits: 0 });
      await commitFiles(info.path, { 'committed.txt': 'a\nb\n' });
      await writeFiles(info.path, { 'README.md': 'changed\n', 'untracked.txt': 'c\n' });
      expect(await count()).toEqual({ files: 3, insertions: 4, deletions: 1, untracked: 1, commits: 1 });
    });

    it('shows the diff since base, untracked files included, cut where it is too long', async () => {
      await using lab = await open();
      const info = await lab.prepare();
      await writeFiles(info.path, { 'README.md': 'changed\n', 'untracked.txt': 'line\n'.repeat(1000) });
      const whole = await lab.workspaces.diff(info, 1_000_000, never);
      expect(whole).toContain('-hello\n+changed\n');
      expect(whole).toContain('+++ b/untracked.txt');
      const cut = await lab.workspaces.diff(info, 2000, never);
      expect(Buffer.byteLength(cut)).toBeLessThanOrEqual(2000);
      const [, missing] = /\n… (\d+) more bytes are not shown\n$/.exec(cut) ?? [];
      const shown = Buffer.byteLength(cut.slice(0, cut.lastIndexOf('…')));
      expect(Number(missing) + shown).toBe(Buffer.byteLength(whole));
      expect(whole.startsWith(cut.slice(0, cut.lastIndexOf('…')))).toBe(true);
    });

    it('commits what is left on the branch of the goal, with the given author', async () => {
      await using lab = await open();
      const info = await lab.prepare();
      await commitFiles(info.path, { 'own.txt': 'by the agent' });
      await writeFiles(info.path, { 'README.md': 'changed\n', 'new.txt': 'new\n' });
      const { sha, committed } = await lab.workspaces.commitAll(info, commit, never);
      expect(committed).toBe(true);
      expect(await git(info.path, 'rev-parse', 'refs/heads/drover/G-1-fix-it', 'HEAD')).toBe(
        `${sha}\n${sha}`,
      );
      expect(await git(info.path, 'status', '--porcelain')).toBe('');
      const format = '--format=%an <%ae>|%cn <%ce>|%B';
      expect(await git(info.path, 'show', '--no-patch', format, sha)).toBe(
        'Grace <grace@example.org>|Grace <grace@example.org>|Fix it\n\nDrover-Goal: G-1\n',
      );
      expect(await git(info.path, 'rev-list', '--count', `${info.baseSha}..${sha}`)).toBe('2');
    });

    it('commits nothing when nothing is left', async () => {
      await using lab = await open();
      const info = await lab.prepare();
      const none = await lab.workspaces.commitAll(info, commit, never);
      expect(none).toEqual({ sha: info.baseSha, committed: false });
      const own = await commitFiles(info.path, { 'own.txt': 'by the agent' });
      expect(await lab.workspaces.commitAll(info, commit, never)).toEqual({ sha: own, committed: false });
    });

    it('refuses a commit that git does not accept, and keeps the work', async () => {
      await using lab = await open();
      const info = await lab.prepare();
      await writeFiles(info.path, { 'new.txt': 'new\n' });
      const nameless = { message: 'x', author: { name: '', email: '' } };
      await expect(lab.workspaces.commitAll(info, nameless, never)).rejects.toMatchObject({
        code: 'COMMIT_REFUSED',
        message: expect.stringContaining(info.path),
      });
      expect(await git(info.path, 'status', '--porcelain')).toBe('?? new.txt');
      expect(await git(info.path, 'rev-parse', 'HEAD')).toBe(info.baseSha);
    });

    it('delivers the branch into the source, touching nothing else there, as often as it is asked', async () => {
      await using lab = await open();
      const info = await lab.prepare();
      await writeFiles(info.path, { 'new.txt': 'new\n' });
      const { sha } = await lab.workspaces.commitAll(info, commit, never);
      await writeFiles(lab.source, { 'README.md': 'the owner is at work\n', 'half.txt': 'half' });
      await git(lab.source, 'add', 'half.txt');
      const before = await checkoutState(lab.source);
      const deliver = () => lab.workspaces.deliverBranch(lab.request(1), sha, never);
      expect(await deliver()).toEqual({ ref: 'refs/heads/drover/G-1-fix-it' });
      expect(await deliver()).toEqual({ ref: 'refs/heads/drover/G-1-fix-it' });
      expect(await git(lab.source, 'rev-parse', 'drover/G-1-fix-it')).toBe(sha);
      expect(await checkoutState(lab.source)).toEqual(before);
    });

    it('does not overwrite a branch in the source that somebody else moved', async () => {
      await using lab = await open();
      const info = await lab.prepare();
      const mine = await commitFiles(info.path, { 'a.txt': 'a' });
      await lab.workspaces.deliverBranch(lab.request(1), mine, never);
      await git(lab.source, 'branch', '--force', 'drover/G-1-fix-it', 'main');
      const more = await commitFiles(info.path, { 'b.txt': 'b' });
      await expect(lab.workspaces.deliverBranch(lab.request(1), more, never)).rejects.toMatchObject({
        code: 'DELIVERY_FAILED',
        message: expect.stringContaining(lab.source),
      });
      expect(await git(lab.source, 'rev-parse', 'drover/G-1-fix-it')).toBe(info.baseSha);
    });

    it('keeps goals and projects apart', async () => {
      await using lab = await open();
      const other = await makeRepository(path.join(lab.root, 'other'), { 'other.txt': 'other' });
      const [one, two, three] = await Promise.all([
        lab.prepare(1),
        lab.prepare(2),
        lab.prepare(3, { project: 'other', source: other }),
      ]);
      await writeFiles(one.path, { 'one.txt': '1' });
      await writeFiles(two.path, { 'two.txt': '2' });
      expect(await git(two.path, 'status', '--porcelain')).toBe('?? two.txt');
      expect(await git(three.path, 'ls-files')).toBe('other.txt');
    });
  });
}
