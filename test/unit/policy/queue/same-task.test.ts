import * as fc from 'fast-check';
import { expect, test } from 'vitest';
import { taskDigest, taskWords } from '../../../../src/policy/queue/same-task.ts';

test.each([
  ['Fix the login.', 'fix   the LOGIN'],
  ['fix the login', '\n“Fix the login!”\n'],
  ['ｆｉｘ it', 'fix it'],
])('“%s” asks for the same as “%s”', (a, b) => {
  expect(taskWords(a)).toBe(taskWords(b));
});

test.each([
  ['fix the login', 'fix the logout'],
  ['fix a.b', 'fix a b'],
  ['fix -1', 'fix 1'],
])('“%s” asks for something else than “%s”', (a, b) => {
  expect(taskWords(a)).not.toBe(taskWords(b));
});

test('the digest of any text is 16 hexadecimal digits, and one letter more makes another', () => {
  fc.assert(
    fc.property(fc.string({ unit: 'grapheme' }), (text) => {
      expect(taskDigest(text)).toMatch(/^[0-9a-f]{16}$/);
      expect(taskDigest(`${text}x`)).not.toBe(taskDigest(text));
    }),
  );
});
