import { expect, test } from 'vitest';
import { spanText } from '../../../src/text/span-text.ts';

test('every span has words', () => {
  const spans = [
    'a',
    { bold: 'b' },
    { code: 'c' },
    { link: 'https://x.test', label: 'd' },
    { person: 'U1', label: 'e' },
  ];
  expect(spans.map(spanText).join('')).toBe('abcde');
});
