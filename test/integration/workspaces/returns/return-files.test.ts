import { chmod, mkdir, readFile, rm, symlink, utimes, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { describe, expect, it } from 'vitest';
import { goalIdOf } from '../../../../src/domain/ids.ts';
import type { RestorePoint, WorkspaceInfo } from '../../../../src/ports/workspace.ts';
import { commitFiles, git, writeFiles } from '../../../support/git-repository.ts';
import { visibleFiles, wholeState } from '../../../contract/workspace/visible-files.ts';
import type { Bench } from '../bench.ts';
import { never, openBench } from '../bench.ts';

const first = goalIdOf(1);
const base: RestorePoint = { kind: 'base' };

async function save(bench: Bench, info: WorkspaceInfo, number = 1): Promise<RestorePoint> {
  return { kind: 'checkpoint', sha: (await bench.workspaces.checkpoint(info, first, number, never)).sha };
}

const putBack = (bench: Bench, info: WorkspaceInfo, to: RestorePoint) =>
  bench.workspaces.restore(info, first, to, never);

/** A file as one of the refs has it that were made before a return. */
async function kept(bench: Bench, name: string): Promise<readonly string[]> {
  const format = ['--format=%(refname)', 'refs/drover/G-1/before-restore-*'];
  const refs = (await git(bench.mirror, 'for-each-ref', ...format)).split('\n');
  const shown = refs.map((ref) => git(bench.mirror, 'show', `${ref}:${name}`).catch(() => undefined));
  return (await Promise.all(shown)).filter((text) => text !== undefined);
}

describe('ignored files and a return', () => {
  it('removes, and keeps, what is no longer ignored by the rules that come back', async () => {
    await using bench = await openBench();
    const info = await bench.prepare();
    await writeFiles(info.path, {
      '.gitignore': '*.log\ncache/\n',
      'a.log': 'log',
      'cache/x/y.bin': 'cached',
    });
    await putBack(bench, info, base);
    expect(await git(info.path, 'status', '--porcelain', '--ignored')).toBe('');
    expect(await kept(bench, 'a.log')).toEqual(['log']);
    expect(await kept(bench, 'cache/x/y.bin')).toEqual(['cached']);
  });

  it('leaves what the rules that come back ignore, unless the agent tracked it', async () => {
    await using bench = await openBench({ '.gitignore': '*.log\n', 'sub/.gitignore': '*.tmp\n' });
    const info = await bench.prepare();
    const point = await save(bench, info);
    await rm(path.join(info.path, 'sub'), { recursive: true });
    await writeFiles(info.path, { '.gitignore': '', 'committed.log': 'c' });
    await git(info.path, 'add', '--all');
    await git(info.path, 'commit', '--quiet', '-m', 'no rules');
    await writeFiles(info.path, { 'a.log': 'log', 'sub/b.tmp': 'tmp', 'sub/c.txt': 'c' });
    await putBack(bench, info, point);
    expect(await readFile(path.join(info.path, 'a.log'), 'utf8')).toBe('log');
    expect(await readFile(path.join(info.path, 'sub/b.tmp'), 'utf8')).toBe('tmp');
    const status = await git(info.path, 'status', '--porcelain', '--ignored');
    expect(status).toBe('!! a.log\n!! sub/b.tmp');
    const refs = ['--format=%(refname)', 'refs/drover/G-1/before-*'];
    expect(await git(bench.mirror, 'for-each-ref', ...refs)).toBe('refs/drover/G-1/before-restore-1');
    expect(await kept(bench, 'a.log')).toEqual(['log']);
  });

  it('overwrites an ignored file where the checkpoint has one, and keeps it first', async () => {
    await using bench = await openBench();
    const info = await bench.prepare();
    await writeFiles(info.path, { 'notes.log': 'then\n', 'dir/notes.txt': 'then\n' });
    const point = await save(bench, info);
    await rm(path.join(info.path, 'dir'), { recursive: true });
    await writeFiles(info.path, { '.gitignore': '*.log\ndir\n', 'notes.log': 'now\n', dir: 'a file now\n' });
    await putBack(bench, info, point);
    expect(await visibleFiles(info.path)).toMatchObject({
      'notes.log': 'plain "then\\n"',
      'dir/notes.txt': 'plain "then\\n"',
    });
    expect(await kept(bench, 'notes.log')).toContain('now');
    expect(await kept(bench, 'dir')).toContain('a file now');
  });

  it('brings back an ignored file that was staged, and has it staged again', async () => {
    await using bench = await openBench({ '.gitignore': 'dist/\n' });
    const info = await bench.prepare();
    await writeFiles(info.path, { 'dist/wanted.js': 'wanted\n', 'dist/other.js': 'other\n' });
    await git(info.path, 'add', '--force', 'dist/wanted.js');
    const point = await save(bench, info);
    await writeFiles(info.path, { 'dist/wanted.js': 'worse\n', 'dist/later.js': 'later\n' });
    await git(info.path, 'add', '--force', 'dist/later.js');
    await putBack(bench, info, point);
    expect(await git(info.path, 'status', '--porcelain')).toBe('A  dist/wanted.js');
    expect(await readFile(path.join(info.path, 'dist/other.js'), 'utf8')).toBe('other\n');
    expect(await kept(bench, 'dist/later.js')).toEqual(['later']);
    const again = await save(bench, info, 2);
    const [one, other] = [point, again].map((to) => (to.kind === 'checkpoint' ? to.sha : ''));
    expect(await git(info.path, 'diff', '--name-only', one ?? '', other ?? '')).toBe('');
    await rm(info.path, { recursive: true });
    await bench.prepare();
    expect(await git(info.path, 'status', '--porcelain')).toBe('A  dist/wanted.js');
  });

  it('moves a folder out that stands in the place of a file and holds what git does not see', async () => {
    await using bench = await openBench({ '.gitignore': '*.o\n', thing: 'a file\n' });
    const info = await bench.prepare();
    await rm(path.join(info.path, 'thing'));
    await writeFiles(info.path, { 'thing/seen.c': 'c\n', 'thing/unseen.o': 'o\n' });
    await putBack(bench, info, base);
    expect(await git(info.path, 'status', '--porcelain', '--ignored')).toBe('');
    expect(await readFile(`${info.path}.kept-1/thing/unseen.o`, 'utf8')).toBe('o\n');
    expect(await kept(bench, 'thing/seen.c')).toEqual(['c']);
  });
});

describe('repositories inside a worktree and a return', () => {
  it('leaves one alone, as checkpoints do, and returns everything beside it', async () => {
    await using bench = await openBench();
    const info = await bench.prepare();
    await writeFiles(info.path, { 'deps/beside.txt': 'then\n' });
    const point = await save(bench, info);
    await git(info.path, 'init', '--quiet', 'deps/full');
    const inner = await commitFiles(path.join(info.path, 'deps/full'), { 'inner.txt': 'inner\n' });
    await writeFiles(info.path, { 'deps/beside.txt': 'now\n', 'deps/new.txt': 'now\n' });
    await putBack(bench, info, point);
    expect(await git(path.join(info.path, 'deps/full'), 'rev-parse', 'HEAD')).toBe(inner);
    expect(await readFile(path.join(info.path, 'deps/beside.txt'), 'utf8')).toBe('then\n');
    expect(await git(info.path, 'status', '--porcelain', '-uall')).toBe('?? deps/beside.txt\n?? deps/full/');
  });

  it.each(['thing', 'thing/inner.txt'])(
    'moves one out that stands in the place of the file %s',
    async (name) => {
      await using bench = await openBench();
      const info = await bench.prepare();
      await writeFiles(info.path, { [name]: 'then\n' });
      const point = await save(bench, info);
      await rm(path.join(info.path, 'thing'), { recursive: true });
      await git(info.path, 'init', '--quiet', 'thing');
      const inner = await commitFiles(path.join(info.path, 'thing'), { 'mine.txt': 'mine\n' });
      await putBack(bench, info, point);
      expect(await readFile(path.join(info.path, name), 'utf8')).toBe('then\n');
      expect(await git(info.path, 'status', '--porcelain', '-uall')).toBe(`?? ${name}`);
      expect(await git(`${info.path}.kept-1/thing`, 'rev-parse', 'HEAD')).toBe(inner);
    },
  );

  it('does not mind a .git folder among tracked files', async () => {
    await using bench = await openBench({ 'src/a.txt': 'a\n' });
    const info = await bench.prepare();
    await git(info.path, 'init', '--quiet', 'src');
    await writeFiles(info.path, { 'src/a.txt': 'changed\n', 'src/b.txt': 'b\n' });
    await putBack(bench, info, base);
    expect(await git(info.path, 'status', '--porcelain', '-uall')).toBe('');
    expect(await kept(bench, 'src/b.txt')).toEqual(['b']);
  });

  it('leaves the checkout of a submodule alone, and brings back its entry', async () => {
    await using bench = await openBench();
    const library = path.join(bench.root, 'library');
    await git(bench.root, 'init', '--quiet', '--initial-branch=main', library);
    const old = await commitFiles(library, { 'lib.txt': '1\n' });
    const add = ['-c', 'protocol.file.allow=always', 'submodule', '--quiet', 'add', library, 'lib'];
    await git(bench.source, ...add);
    await git(bench.source, 'commit', '--quiet', '-m', 'library');
    const info = await bench.prepare();
    const before = await wholeState(info.path, info.branch);
    const point = await save(bench, info);
    const update = ['-c', 'protocol.file.allow=always', 'submodule', '--quiet', 'update', '--init'];
    await git(info.path, ...update);
    const newer = await commitFiles(path.join(info.path, 'lib'), { 'lib.txt': '2\n' });
    await commitFiles(info.path, { 'README.md': 'with a newer library\n' });
    await putBack(bench, info, point);
    expect(await git(info.path, 'rev-parse', 'HEAD')).toBe(before['branch']);
    expect(await git(info.path, 'ls-files', '--stage', 'lib')).toContain(old);
    expect(await git(path.join(info.path, 'lib'), 'rev-parse', 'HEAD')).toBe(newer);
    await git(info.path, 'rm', '--quiet', '--force', 'lib');
    await writeFiles(info.path, { lib: 'a file\n' });
    await putBack(bench, info, point);
    expect(await git(info.path, 'status', '--porcelain')).toBe('');
  });
});

describe('how git writes files, and a return', () => {
  it('writes files anew where the rules for line ends come back', async () => {
    await using bench = await openBench({ 'a.txt': 'one\ntwo\n', 'b.txt': 'b\n' });
    const info = await bench.prepare();
    const before = await wholeState(info.path, info.branch);
    await writeFiles(info.path, { '.gitattributes': '*.txt text eol=crlf\n', 'a.txt': 'one\r\ntwo\r\n' });
    // An old file looks unchanged to git as soon as it is in an index.
    await utimes(path.join(info.path, 'a.txt'), 1, 1);
    await putBack(bench, info, base);
    expect(await wholeState(info.path, info.branch)).toEqual(before);
  });

  it('copes with files that git would commit in another form than they were committed in', async () => {
    await using bench = await openBench({ 'a.txt': 'one\r\ntwo\r\n', 'b.txt': 'b\n' });
    await commitFiles(bench.source, { 'c.txt': 'c\n' });
    await writeFiles(bench.source, { '.gitattributes': '*.txt text\n' });
    await git(bench.source, 'add', '.gitattributes');
    await git(bench.source, 'commit', '--quiet', '-m', 'rules, and nothing rewritten by them');
    const info = await bench.prepare();
    await writeFiles(info.path, { 'a.txt': 'three\n', 'b.txt': 'changed\n', 'n.txt': 'n\n' });
    await putBack(bench, info, base);
    expect(await visibleFiles(info.path)).toMatchObject({
      'a.txt': 'plain "one\\r\\ntwo\\r\\n"',
      'b.txt': 'plain "b\\n"',
    });
    await expect(readFile(path.join(info.path, 'n.txt'))).rejects.toThrow('ENOENT');
  });

  it('does not write or remove through links that lead out of the worktree', async () => {
    await using bench = await openBench({ 'dir/a.txt': 'a\n' });
    await commitFiles(bench.source, { '.gitignore': 'dir\n' });
    const info = await bench.prepare();
    const outside = path.join(bench.root, 'outside');
    await writeFiles(outside, { 'a.txt': 'theirs\n', 'b.txt': 'theirs\n' });
    await rm(path.join(info.path, 'dir'), { recursive: true });
    await symlink(outside, path.join(info.path, 'dir'));
    await symlink(outside, path.join(info.path, 'other'));
    await putBack(bench, info, base);
    expect(await readFile(path.join(outside, 'a.txt'), 'utf8')).toBe('theirs\n');
    expect(await readFile(path.join(outside, 'b.txt'), 'utf8')).toBe('theirs\n');
    expect(await readFile(path.join(info.path, 'dir/a.txt'), 'utf8')).toBe('a\n');
    expect(await git(info.path, 'status', '--porcelain')).toBe('');
  });

  it('brings back a file in place of an empty folder, and write-protected ones', async () => {
    await using bench = await openBench({ 'a.txt': 'a\n', 'dir/b.txt': 'b\n' });
    const info = await bench.prepare();
    const at = (name: string) => path.join(info.path, name);
    await rm(at('a.txt'));
    await mkdir(at('a.txt/empty'), { recursive: true });
    await writeFile(at('dir/b.txt'), 'changed\n');
    await writeFile(at('dir/new.txt'), 'new\n');
    await chmod(at('dir/b.txt'), 0o444);
    await putBack(bench, info, base);
    expect(await git(info.path, 'status', '--porcelain', '--ignored')).toBe('');
  });
});
