import { chmod, link, mkdir, readdir, rm, stat, symlink, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { author, memoryBench, never } from './memory-bench.ts';

const clockNote = '# Flaky login\n\nThe login test waits for a fixed time: use the fake clock.';

describe('writing notes', () => {
  it('makes a private folder, the note with its head, an index and one commit by drover', async () => {
    const bench = await memoryBench();
    expect(await bench.write('login/flaky.md', clockNote)).toEqual({
      written: ['login/flaky.md'],
      refused: [],
    });
    expect(await bench.read('login/flaky.md')).toMatch(
      /^---\ncreated: \d{4}-\d\d-\d\d\ngoal: G-1\nkind: note\n---\n\n# Flaky login\n/,
    );
    expect(await bench.read('INDEX.md')).toContain('- [Flaky login](login/flaky.md): The login test waits');
    expect((await stat(bench.folder)).mode & 0o777).toBe(0o700);
    expect((await stat(join(bench.folder, 'login/flaky.md'))).mode & 0o777).toBe(0o600);
    expect(await bench.git('log', '--format=%an|%s')).toBe('drover|Notes of G-1\nby hand|Changed by hand');
    expect(await bench.git('ls-files')).toBe('login/flaky.md');
    expect(await bench.git('status', '--porcelain')).toBe('');
  });

  it('changes nothing when it is repeated, also by another life', async () => {
    const bench = await memoryBench();
    await bench.write('a.md', clockNote);
    const head = await bench.git('rev-parse', 'HEAD');
    const repeat = await bench.again().write('app', [{ file: 'a.md', content: clockNote }], author, never);
    expect(repeat).toEqual({ written: ['a.md'], refused: [] });
    expect(await bench.git('rev-parse', 'HEAD')).toBe(head);
  });

  it('keeps a note as whose it is when another goal finds the same', async () => {
    const bench = await memoryBench();
    await bench.write('a.md', clockNote);
    expect((await bench.write('a.md', `${clockNote}\n`, 'G-2')).refused).toEqual([
      { file: 'a.md', why: 'the same is there already' },
    ]);
    expect(await bench.read('a.md')).toContain('goal: G-1');
  });

  it('finishes what a crash left half done', async () => {
    const bench = await memoryBench();
    await bench.write('a.md', clockNote);
    const text = await bench.read('a.md');
    await rm(bench.folder, { recursive: true });
    await bench.byHand('a.md', text);
    expect(await bench.write('a.md', clockNote)).toEqual({ written: ['a.md'], refused: [] });
    expect(await bench.write('a.md', '# Other words\n\nA wholly new text about it.')).toMatchObject({
      written: ['a.md'],
    });
  });

  it('refuses what says the same as another note, or nearly so', async () => {
    const bench = await memoryBench();
    await bench.write('a.md', clockNote);
    const words = 'one two three four five six seven eight nine ten eleven twelve thirteen';
    await bench.write('long.md', words);
    expect((await bench.write('b.md', `  ${clockNote.toUpperCase()}`)).refused).toEqual([
      { file: 'b.md', why: 'the same is in a.md' },
    ]);
    expect((await bench.write('c.md', `# long\n${words} fourteen`)).refused).toEqual([
      { file: 'c.md', why: 'nearly the same is in long.md' },
    ]);
  });

  it('lets a goal renew a note of drover’s, but not one that a person wrote or changed', async () => {
    const bench = await memoryBench();
    await bench.write('a.md', clockNote);
    expect(await bench.write('a.md', '# Flaky login\n\nMended for good.', 'G-2')).toMatchObject({
      written: ['a.md'],
    });
    await bench.byHand('a.md', 'My own words.');
    await bench.byHand('mine.md', 'Also my own words, others.');
    for (const file of ['a.md', 'mine.md'])
      expect((await bench.write(file, `# New\n\nSomething new for ${file}.`)).refused).toEqual([
        { file, why: 'a person wrote or changed that note' },
      ]);
    expect(await bench.read('a.md')).toBe('My own words.');
  });

  it('commits changes by hand before its own, as somebody else’s', async () => {
    const bench = await memoryBench();
    await bench.write('a.md', clockNote);
    await bench.byHand('b.md', 'A person knows this.');
    await rm(join(bench.folder, 'a.md'));
    await bench.write('c.md', 'Something else altogether.');
    expect(await bench.git('log', '--format=%an', '--name-status', '-2')).toBe(
      'drover\n\nA\tc.md\nby hand\n\nD\ta.md\nA\tb.md',
    );
    expect(await bench.read('INDEX.md')).not.toContain('a.md');
  });

  it('refuses secrets in the text and in the name, and writes nothing of them anywhere', async () => {
    const bench = await memoryBench();
    const secret = `ghp_${'a1B2'.repeat(9)}`;
    const drafts = [
      { file: 'a.md', content: `The token is ${secret}` },
      { file: `${secret}.md`, content: 'Nothing.' },
      { file: 'b.md', content: 'log in with hunter2-hunter2' },
      { file: 'c.md', content: `---\ntoken: ${secret}\n---\nNothing else.` },
    ];
    const { written, refused } = await bench.memory.write('app', drafts, author, never);
    expect(written).toEqual([]);
    expect(refused.map(({ why }) => why)).toEqual(drafts.map(() => expect.stringMatching(/^it holds /)));
    expect(await bench.git('log', '-p', '--all')).not.toContain(secret);
  });

  it('refuses every hostile path, and touches nothing outside', async () => {
    const bench = await memoryBench();
    const files = [
      '../out.md',
      '/tmp/drover-out.md',
      '.git/hooks/post-commit.md',
      'a\\b.md',
      '%2e%2e/x.md',
      'INDEX.md',
    ];
    const drafts = files.map((file) => ({ file, content: 'Evil words.' }));
    const { written, refused } = await bench.memory.write('app', drafts, author, never);
    expect(written).toEqual([]);
    expect(refused.map(({ file }) => file)).toEqual(files);
    expect(await readdir(bench.root)).toEqual(['app']);
  });

  it('follows no link, neither at the end of a path nor on its way', async () => {
    const bench = await memoryBench();
    await bench.memory.folder('app', never);
    const outside = join(bench.root, '../outside');
    await mkdir(outside);
    await writeFile(join(outside, 'target.md'), 'untouched');
    await symlink(outside, join(bench.folder, 'sub'));
    await symlink(join(outside, 'target.md'), join(bench.folder, 'file.md'));
    await symlink(join(outside, 'new.md'), join(bench.folder, 'dangling.md'));
    await link(join(outside, 'target.md'), join(bench.folder, 'hard.md'));
    for (const file of ['sub/x.md', 'file.md', 'dangling.md'])
      expect((await bench.write(file, `Words for ${file} only.`)).refused).toEqual([
        { file, why: 'a symbolic link stands there' },
      ]);
    await bench.write('hard.md', 'Other words for the hard link.');
    expect(await readdir(outside)).toEqual(['target.md']);
    expect(await bench.git('ls-files')).toBe('hard.md');
  });

  it('does not begin where a link stands for the folder or its history', async () => {
    const bench = await memoryBench();
    await mkdir(join(bench.root, 'elsewhere'), { recursive: true });
    await symlink(join(bench.root, 'elsewhere'), bench.folder);
    await expect(bench.write('a.md', 'Words.')).rejects.toMatchObject({ code: 'WORKSPACE_FAILED' });
    await rm(bench.folder);
    await mkdir(bench.folder);
    await symlink(join(bench.root, 'elsewhere'), join(bench.folder, '.git'));
    await expect(bench.write('a.md', 'Words.')).rejects.toMatchObject({ code: 'WORKSPACE_FAILED' });
    expect(await readdir(join(bench.root, 'elsewhere'))).toEqual([]);
  });

  it.each(['../app', '.git', 'a/b', '', 'x'.repeat(41)])('knows no project called %j', async (project) => {
    const bench = await memoryBench();
    await expect(bench.memory.write(project, [], author, never)).rejects.toMatchObject({
      code: 'WORKSPACE_FAILED',
    });
    expect(await bench.memory.recall(project, 'words', 3, never)).toEqual([]);
  });

  it('takes no second note whose name differs in capitals only', async () => {
    const bench = await memoryBench();
    await bench.write('Login.md', clockNote);
    expect((await bench.write('login.md', 'Something else altogether.')).refused).toEqual([
      { file: 'login.md', why: 'there is a note called Login.md' },
    ]);
  });

  it('keeps to its limits: per note, per folder, per call', async () => {
    const bench = await memoryBench({ noteBytes: 100, folderBytes: 400, notes: 3 });
    expect((await bench.write('long.md', 'x'.repeat(101))).refused[0]?.why).toBe(
      'it is longer than 100 bytes',
    );
    expect((await bench.write('none.md', ' \n ')).refused[0]?.why).toBe('it is empty');
    const words = ['apples are red', 'rivers run north', 'clocks go slow', 'birds sing loud'];
    const drafts = words.map((content, at) => ({ file: `n${at}.md`, content }));
    const { written, refused } = await bench.memory.write('app', drafts, author, never);
    expect(written).toEqual(['n0.md', 'n1.md', 'n2.md']);
    expect(refused).toEqual([{ file: 'n3.md', why: 'the folder is full (3 notes)' }]);
    const many = Array.from({ length: 11 }, (_, at) => ({ file: `m${at}.md`, content: '' }));
    expect((await bench.memory.write('app', many, author, never)).refused.at(-1)?.why).toBe(
      'too many at once',
    );
  });

  it('runs nothing that was planted in the folder: hooks, filters, monitors', async () => {
    const bench = await memoryBench();
    await bench.memory.folder('app', never);
    const witness = join(bench.root, '../witness');
    const script = `#!/bin/sh\ntouch ${witness}\ncat\n`;
    await mkdir(join(bench.folder, '.git/hooks'), { recursive: true });
    for (const hook of ['pre-commit', 'post-commit', 'reference-transaction', 'post-index-change']) {
      await writeFile(join(bench.folder, '.git/hooks', hook), script);
      await chmod(join(bench.folder, '.git/hooks', hook), 0o755);
    }
    await writeFile(join(bench.root, '../evil'), script);
    await chmod(join(bench.root, '../evil'), 0o755);
    const evil = join(bench.root, '../evil');
    await bench.git('config', 'filter.evil.clean', evil);
    await bench.git('config', 'core.fsmonitor', evil);
    await bench.git('config', 'core.hooksPath', join(bench.folder, '.git/hooks'));
    await writeFile(join(bench.folder, '.gitattributes'), '*.md filter=evil\n');
    await bench.write('a.md', clockNote);
    await bench.byHand('b.md', 'By hand.');
    await bench.memory.folder('app', never);
    await expect(stat(witness)).rejects.toMatchObject({ code: 'ENOENT' });
    expect(await bench.git('log', '--format=%an', '-1')).toBe('by hand');
  });

  it('lets many goals write at once', async () => {
    const bench = await memoryBench();
    const words = ['apples', 'rivers', 'clocks', 'birds', 'trains'];
    const results = await Promise.all(
      words.map((word) => bench.write(`${word}.md`, `Only ${word} here.`, 'G-7')),
    );
    expect(results.flatMap(({ written }) => written).toSorted()).toEqual(
      words.map((word) => `${word}.md`).toSorted(),
    );
    expect((await bench.git('ls-files')).split('\n')).toHaveLength(5);
  });
});
