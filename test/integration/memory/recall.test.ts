import { mkdir, readFile, rm, symlink, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { day, memoryBench, never } from './memory-bench.ts';

const files = (notes: readonly { readonly file: string }[]): string[] => notes.map(({ file }) => file);

describe('recalling notes', () => {
  it('finds the best few for a text, each on one short line', async () => {
    const bench = await memoryBench();
    await bench.write(
      'login.md',
      '# Flaky login test\n\nThe login test waits for a fixed time: use the fake clock.',
    );
    await bench.write(
      'cache.md',
      '# Build cache\n\nThe cache lies in .cache; delete it when types are stale.',
    );
    await bench.write(
      'release.md',
      `# Release\n\nTag first, then publish. ${'More words on releases. '.repeat(30)}`,
    );
    const notes = await bench.memory.recall('app', 'The login test fails now and then', 3, never);
    expect(files(notes)).toEqual(['login.md']);
    expect(notes[0]?.excerpt).toBe(
      'Flaky login test: The login test waits for a fixed time: use the fake clock.',
    );
    const [release] = await bench.memory.recall('app', 'publish a release', 3, never);
    expect(Array.from(release?.excerpt ?? '')).toHaveLength(200);
    expect(release?.excerpt).not.toContain('\n');
  });

  it('tells at most as many as wanted, and nothing where nothing fits', async () => {
    const bench = await memoryBench();
    const places = ['attic', 'cellar', 'garden', 'kitchen'];
    for (const place of places)
      await bench.write(`${place}.md`, `# The ${place}\n\nThe parser keeps a ${place}.`);
    expect(await bench.memory.recall('app', 'parser', 3, never)).toHaveLength(3);
    expect(await bench.memory.recall('app', 'what should we do about the of', 3, never)).toEqual([]);
    expect(await bench.memory.recall('other', 'parser', 3, never)).toEqual([]);
  });

  it('takes one common word in a long text for no likeness', async () => {
    const bench = await memoryBench();
    await bench.write('a.md', '# Colours\n\nThe parser paints tokens.');
    expect(await bench.memory.recall('app', 'rewrite our whole parser without recursion', 3, never)).toEqual(
      [],
    );
  });

  it('reads the files as they are now: edited, added and deleted by hand', async () => {
    const bench = await memoryBench();
    await bench.write('a.md', '# Login\n\nThe login test is flaky.');
    await bench.byHand('a.md', '# Payment\n\nThe payment gateway refuses test cards on Sundays.');
    await bench.byHand('sub/new note ü.md', 'The gateway speaks payment XML.');
    expect(await bench.memory.recall('app', 'flaky login', 3, never)).toEqual([]);
    expect(files(await bench.memory.recall('app', 'payment gateway', 3, never)).toSorted()).toEqual([
      'a.md',
      'sub/new note ü.md',
    ]);
    await rm(join(bench.folder, 'a.md'));
    expect(files(await bench.memory.recall('app', 'payment gateway', 3, never))).toEqual([
      'sub/new note ü.md',
    ]);
    expect(await bench.memory.index('app', never)).toContain('sub/new note ü.md');
  });

  it('values a note less the longer nobody changed or needed it', async () => {
    const bench = await memoryBench();
    await bench.byHand('old.md', '# Parser\n\nThe parser is recursive.', 100 * day);
    await bench.byHand(
      'new.md',
      '# Parser\n\nThe parser is recursive. A few more words here, so that it fits less.',
      day,
    );
    expect(files(await bench.memory.recall('app', 'recursive parser', 3, never))).toEqual([
      'new.md',
      'old.md',
    ]);
    await bench.byHand(
      'new.md',
      '# Parser\n\nThe parser is recursive. A few more words here, so that it fits less.',
      100 * day,
    );
    await bench.memory.folder('app', never);
    expect(files(await bench.memory.recall('app', 'recursive parser', 1, never))).toEqual(['old.md']);
  });

  it('remembers that a note was needed, without touching the note', async () => {
    const bench = await memoryBench();
    await bench.write('a.md', '# Parser\n\nThe parser is recursive.');
    const text = await bench.read('a.md');
    bench.pass(170 * day);
    expect(await bench.memory.recall('app', 'recursive parser', 3, never)).toHaveLength(1);
    bench.pass(170 * day);
    expect(await bench.again().recall('app', 'recursive parser', 3, never)).toHaveLength(1);
    expect(await bench.read('a.md')).toBe(text);
    expect(await bench.git('status', '--porcelain')).toBe('');
  });

  it('puts a note aside after half a year of disuse; it is still to be read', async () => {
    const bench = await memoryBench();
    await bench.byHand('old.md', '# Parser\n\nThe parser is recursive.', 181 * day);
    await bench.byHand('edited.md', '# Lexer\n\nThe lexer is greedy.', 179 * day);
    expect(await bench.memory.recall('app', 'recursive parser', 3, never)).toEqual([]);
    await bench.write('c.md', '# Printer\n\nIt prints.');
    expect(await bench.read('archive/old.md')).toContain('recursive');
    expect(await bench.memory.index('app', never)).toContain('1, in archive/');
    expect(files(await bench.memory.recall('app', 'greedy lexer', 3, never))).toEqual(['edited.md']);
    expect(await bench.git('ls-files')).toBe('archive/old.md\nc.md\nedited.md');
  });

  it('tells no secret that a person wrote into a note, and follows no link', async () => {
    const bench = await memoryBench();
    await bench.memory.folder('app', never);
    await bench.byHand('a.md', '# Staging login\n\nUse hunter2-hunter2 for staging.');
    const outside = join(bench.root, '../outside');
    await mkdir(outside);
    await writeFile(join(outside, 'x.md'), '# Staging login\n\nOutside of staging.');
    await symlink(outside, join(bench.folder, 'linked'));
    await symlink(join(outside, 'x.md'), join(bench.folder, 'x.md'));
    expect(await bench.memory.recall('app', 'staging login', 3, never)).toEqual([
      { file: 'a.md', excerpt: 'Staging login: Use [redacted] for staging.' },
    ]);
  });

  it('goes on without notes when the folder cannot be read, and stops when it is told to', async () => {
    const bench = await memoryBench();
    await mkdir(bench.root, { recursive: true });
    await writeFile(bench.folder, 'a file');
    expect(await bench.memory.recall('app', 'words', 3, never)).toEqual([]);
    await rm(bench.folder);
    await bench.write('a.md', '# Parser\n\nThe parser is recursive.');
    await expect(bench.memory.recall('app', 'parser', 3, AbortSignal.abort('over'))).rejects.toBe('over');
  });

  it('survives a spoilt ledger', async () => {
    const bench = await memoryBench();
    await bench.write('a.md', '# Parser\n\nThe parser is recursive.');
    const ledger = join(bench.folder, '.git/drover-notes.json');
    expect(await readFile(ledger, 'utf8')).toContain('a.md');
    await writeFile(ledger, '{"notes": 7');
    expect(await bench.memory.recall('app', 'recursive parser', 3, never)).toHaveLength(1);
  });

  it('knows whether somebody else wrote since a moment', async () => {
    const bench = await memoryBench();
    const begun = Date.now() - 1000;
    await bench.write('a.md', '# Parser\n\nThe parser is recursive.');
    expect(await bench.memory.isTouchedSince('app', begun, never)).toBe(false);
    await bench.byHand('b.md', 'Mine.', 10_000);
    expect(await bench.memory.isTouchedSince('app', begun, never)).toBe(false);
    await bench.byHand('b.md', 'Mine.');
    expect(await bench.memory.isTouchedSince('app', begun, never)).toBe(true);
  });
});
