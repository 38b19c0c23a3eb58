import * as fc from 'fast-check';
import { expect, test } from 'vitest';
import { BudgetSchema } from '../../../src/domain/budget.ts';
import { noUsage } from '../../../src/domain/turn.ts';
import {
  axisValue,
  budgetSummary,
  byteWords,
  compactNumber,
  diffSummary,
  dollars,
  duration,
  oneLine,
  plural,
  shortSha,
  spend,
  tail,
} from '../../../src/text/format.ts';

test('one of a thing is singular', () => {
  expect([plural(0, 'turn'), plural(1, 'turn'), plural(2, 'turn')]).toEqual(['0 turns', '1 turn', '2 turns']);
});

test('dollars have cents, and four digits below one cent', () => {
  expect([0, 0.0012, 0.01, 1.005, 12.5].map(dollars)).toEqual([
    '$0.00',
    '$0.0012',
    '$0.01',
    '$1.00',
    '$12.50',
  ]);
});

test('big numbers are short and never rounded up into the wrong unit', () => {
  expect([0, 950, 1000, 12_345, 99_950, 123_456, 999_499, 999_500, 2_000_000].map(compactNumber)).toEqual([
    '0',
    '950',
    '1k',
    '12.3k',
    '100k',
    '123k',
    '999k',
    '1M',
    '2M',
  ]);
});

test('durations name two units at most', () => {
  expect([0, 400, 12_000, 59_700, 200_000, 3_600_000, 7_500_000, 90_000_000].map(duration)).toEqual([
    '0 ms',
    '400 ms',
    '12 s',
    '1 min',
    '3 min 20 s',
    '1 h',
    '2 h 5 min',
    '25 h',
  ]);
});

test('changes are summed up in one line', () => {
  const none = { files: 0, insertions: 0, deletions: 0, untracked: 0, commits: 0 };
  expect(diffSummary(none)).toBe('no changes');
  expect(diffSummary({ ...none, files: 1, insertions: 3, deletions: 1 })).toBe('1 file, +3 −1');
  expect(diffSummary({ files: 4, insertions: 30, deletions: 0, untracked: 1, commits: 2 })).toBe(
    '4 files, +30 −0, 1 new, 2 commits',
  );
});

test('spend tells money and tokens by kind, and says when there is no price', () => {
  expect(spend(noUsage)).toBe('nothing spent');
  expect(spend({ ...noUsage, input: 5700, output: 210 })).toBe('not billed per token · 5.7k in, 210 out');
  expect(spend({ ...noUsage, input: 5700, output: 210, costUsd: 0.12 })).toBe('$0.12 · 5.7k in, 210 out');
  expect(spend({ ...noUsage, input: 1, output: 1, cacheRead: 1000, cacheWrite: 20, costUsd: 0 })).toBe(
    '$0.00 · 1 in, 1 out, 1k cache read, 20 cache write',
  );
});

test('a budget is shown in the units people use, without what is switched off', () => {
  expect(budgetSummary(BudgetSchema.parse({}))).toBe('40 turns · 4 h · $5.00 · 2M tokens');
  expect(budgetSummary(BudgetSchema.parse({ turns: 1, wallMs: 0, costUsd: 0, tokens: 0 }))).toBe('1 turn');
  expect(axisValue('errors', 1)).toBe('1 failed turn');
  expect(axisValue('denies', 8)).toBe('8 refused calls');
});

test('one line is the first one, cut on a letter and marked', () => {
  expect(oneLine('  first\nsecond', 20)).toBe('first');
  expect(oneLine('first\r\nsecond', 20)).toBe('first');
  expect(oneLine('abcdef', 6)).toBe('abcdef');
  expect(oneLine('abcdefg', 6)).toBe('abcde…');
  expect(oneLine('👩👩👩👩', 3)).toBe('👩👩…');
  expect(oneLine('', 5)).toBe('');
});

test('the tail of a text begins on a line and says how much is missing', () => {
  expect(tail('short', 10)).toBe('short');
  const text = `${'x'.repeat(50)}\nlast line`;
  expect(tail(text, 12)).toBe('[… 51 characters before this]\nlast line');
  expect(tail('y'.repeat(30), 10)).toBe(`[… 20 characters before this]\n${'y'.repeat(10)}`);
});

test('no cut leaves half a letter', () => {
  const text = fc.string({ unit: fc.constantFrom('a', 'é', '👍', '𝒳', '\n', ' '), maxLength: 40 });
  fc.assert(
    fc.property(text, fc.integer({ min: 1, max: 20 }), (whole, longest) => {
      expect(tail(whole, longest).isWellFormed()).toBe(true);
      expect(oneLine(whole, longest).isWellFormed()).toBe(true);
    }),
    { numRuns: 300 },
  );
});

test('ten digits name a commit', () => {
  expect(shortSha('0123456789abcdef')).toBe('0123456789');
});

test.each([
  [0, '0 bytes'],
  [1023, '1023 bytes'],
  [1536, '1.5 kB'],
  [20 * 1024 ** 3, '20 GB'],
  [5000 * 1024 ** 4, '5000 TB'],
])('%d bytes are %s', (bytes, words) => {
  expect(byteWords(bytes)).toBe(words);
});
