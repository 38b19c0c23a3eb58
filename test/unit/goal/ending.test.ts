import { expect, test } from 'vitest';
import { ending } from '../../../src/goal/ending.ts';

test('a short text is left as it is, of a long one the last part is kept', () => {
  expect(ending('short', 10)).toBe('short');
  expect(ending('a long one', 3)).toBe('one');
});

test('a letter of two halves is kept whole or left out', () => {
  expect(ending('ab👩', 2)).toBe('👩');
  expect(ending('ab👩', 1)).toBe('');
  expect(ending('👩b', 2)).toBe('b');
});
