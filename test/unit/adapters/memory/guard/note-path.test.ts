import { posix } from 'node:path';
import { array, assert, constantFrom, oneof, property, string } from 'fast-check';
import { describe, expect, it } from 'vitest';
import { isReserved, notePath } from '../../../../../adapters/memory/guard/note-path.ts';

const hostile = [
  '',
  '.',
  '..',
  '../out.md',
  'a/../../out.md',
  'a/./b.md',
  '/etc/passwd.md',
  'C:/x.md',
  'C:x.md',
  '~/x.md',
  '..\\out.md',
  'a\\b.md',
  '%2e%2e/out.md',
  '%2e%2e%2fout.md',
  '．．/out.md',
  'a／b.md',
  '‥/x.md',
  'a\0.md',
  'a.md\0',
  'a\n.md',
  'a\u001b[2J.md',
  'a\u202E.md',
  'a\u200b.md',
  '.git/config.md',
  '.GIT/x.md',
  'a/.git/hooks.md',
  '.hidden.md',
  'note.md.',
  'note.md ',
  ' note.md',
  'a//b.md',
  'a/',
  'con.md',
  'PRN.md',
  'aux/x.md',
  'x/nul.md',
  'com1.md',
  'lpt9.txt.md',
  'note.md:stream.md',
  'note.txt',
  'note.MD',
  'note',
  'note.md/..',
  'INDEX.md',
  'index.md',
  'archive/old.md',
  'Archive/old.md',
  'a/b/c/d.md',
  `${'a'.repeat(200)}.md`,
  'nöte.md',
  'git~1/x.md',
];

describe('the path of a note', () => {
  it.each(hostile)('refuses %j, and says why', (file) => {
    const judged = notePath(file);
    expect(judged.ok).toBe(false);
    expect(judged).toHaveProperty('why', expect.stringMatching(/\w/));
  });

  it.each(['flaky-login.md', 'build/cache_2.md', 'A.b.md', 'a/b/c.md'])('takes %j as it is', (file) => {
    expect(notePath(file)).toEqual({ ok: true, path: file });
  });

  it('takes nothing that leads out of a folder, whatever it is made of', () => {
    const piece = constantFrom(
      '..',
      '.',
      '/',
      '\\',
      '%2e',
      '．',
      'a',
      'con',
      '.git',
      '.md',
      '\0',
      ':',
      ' ',
      'é',
      '~',
    );
    const made = array(piece, { maxLength: 8 }).map((pieces) => `${pieces.join('')}.md`);
    assert(
      property(oneof(made, string({ unit: 'binary' }), string()), (file) => {
        const judged = notePath(file);
        if (!judged.ok) return;
        const reached = posix.resolve('/memory/app', decodeURIComponent(judged.path).normalize('NFKC'));
        expect(reached).toBe(`/memory/app/${file}`);
        expect(judged.path).toMatch(/^[\w.\-/]+\.md$/);
        expect(judged.path.split('/').every((part) => /^[^.]/.test(part) && !part.endsWith('.'))).toBe(true);
      }),
      { numRuns: 2000 },
    );
  });

  it('keeps the index and the archive for itself in any spelling', () => {
    expect(['INDEX.md', 'index.MD', 'archive', 'ARCHIVE/a.md'].map(isReserved)).toEqual([
      true,
      true,
      true,
      true,
    ]);
    expect(isReserved('archived.md')).toBe(false);
  });
});
