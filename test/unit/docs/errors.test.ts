import { readFileSync } from 'node:fs';
import { expect, test } from 'vitest';
import { errorCodes } from '../../../src/domain/errors.ts';

const page = readFileSync(new URL('../../../docs/errors.md', import.meta.url), 'utf8');
const rows = page
  .split('\n')
  .filter((line) => line.startsWith('| `'))
  .map((line) =>
    line
      .split('|')
      .slice(1, -1)
      .map((cell) => cell.trim()),
  );

test('docs/errors.md has every code once, in the order of the code, and no other', () => {
  expect(rows.map(([code]) => code)).toEqual(errorCodes.map((code) => `\`${code}\``));
});

test.each(rows)('%s is explained, with what to do', (...cells) => {
  expect(cells).toEqual([
    expect.stringMatching(/^`[A-Z_]+`$/),
    expect.stringMatching(/\w{2}/),
    expect.stringMatching(/\w{2}/),
  ]);
});
