import { assert, integer, property, string } from 'fast-check';
import { expect, it } from 'vitest';
import { cutDiff } from '../../../../../../adapters/workspace/git-worktree/work/cut-diff.ts';

const cut = (text: string, maxBytes: number) => {
  const all = Buffer.from(text);
  return cutDiff({ head: all.subarray(0, maxBytes), totalBytes: all.length }, maxBytes);
};

it('leaves a text that fits as it is', () => {
  expect(cut('a\nb\n', 4)).toBe('a\nb\n');
});

it('cuts on a line border and says how much is missing', () => {
  const text = 'line\n'.repeat(100);
  expect(cut(text, 60)).toBe(`${'line\n'.repeat(5)}… 475 more bytes are not shown\n`);
});

it('cuts one endless line between characters', () => {
  const text = cut('ü'.repeat(500), 101);
  expect(text).toMatch(/^ü+\n… \d+ more bytes are not shown\n$/);
});

it('is never longer than asked, and shows a beginning of the text', () => {
  assert(
    property(
      string({ unit: 'grapheme', maxLength: 300 }),
      integer({ min: 64, max: 400 }),
      (text, maxBytes) => {
        const shown = cut(text, maxBytes);
        expect(Buffer.byteLength(shown)).toBeLessThanOrEqual(maxBytes);
        const whole = Buffer.byteLength(text) <= maxBytes;
        expect(whole ? shown === text : /… \d+ more bytes are not shown\n$/.test(shown)).toBe(true);
      },
    ),
  );
});
