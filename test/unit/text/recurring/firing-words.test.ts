import { expect, test } from 'vitest';
import { lateWords, refusedFiring } from '../../../../src/text/recurring/firing-words.ts';

test('a firing says that it is late, and for how many others it stands', () => {
  expect(lateWords(0, false)).toBe('');
  expect(lateWords(0, true)).toContain('late');
  expect(lateWords(1, true)).toContain('1 time before');
  expect(lateWords(4, false)).toContain('4 times before');
});

test('a refused firing says what was wrong and what to do', () => {
  const given = {
    ok: false,
    hint: 'Ask bob.',
    content: { tone: 'bad' as const, title: 'You may not', blocks: [] },
  };
  const { title, blocks } = refusedFiring('nightly', given);
  expect(title).toContain('nightly');
  expect(JSON.stringify(blocks)).toMatch(/You may not.*Ask bob/);
});
