import { assert, property, uint8Array } from 'fast-check';
import { expect, it } from 'vitest';
import { evidenceBytes, evidenceOf, plainText } from '../../../../../adapters/evaluators/shared/evidence.ts';

const evidence = (text: string, isCut = false) => evidenceOf(Buffer.from(text), isCut);

it('is the whole output when it is short', () => {
  expect(evidence('one\ntwo\n')).toBe('one\ntwo\n');
  expect(evidence('')).toBe('');
});

it('bears no colours, titles, links or other control characters', () => {
  expect(evidence('\u001b[1;31mred\u001b[0m \u001b]0;title\u0007x\u0000y\u0008z\ttab\u009b')).toBe(
    'red xyz\ttab',
  );
});

it('shows an overwritten line as it looked last', () => {
  expect(evidence('10 %\r50 %\r100 %\ndone\r\nnext\r')).toBe('100 %\ndone\nnext');
});

it('is cut at the beginning of a line', () => {
  const lines = Array.from({ length: 500 }, (_, index) => `line ${index}`).join('\n');
  const text = evidence(`${lines}\n`);
  expect(text).toMatch(/^line \d+\n/);
  expect(text.endsWith('line 499\n')).toBe(true);
  expect(Buffer.byteLength(text)).toBeLessThanOrEqual(evidenceBytes);
});

it('drops the first line of an output whose beginning is lost', () => {
  expect(evidence('lf a line\nwhole\n', true)).toBe('whole\n');
  expect(evidence('only one line', true)).toBe('only one line');
});

it('is cut between characters when it has one endless line', () => {
  const text = evidence('ü€😀'.repeat(2000));
  expect(text).not.toContain('\uFFFD');
  expect(Buffer.byteLength(text)).toBeGreaterThan(evidenceBytes - 4);
});

it('does not begin with half a character of an output that was cut there', () => {
  expect(plainText(Buffer.from('€uro').subarray(1))).toBe('uro');
});

it('is never longer than its limit and never bears control characters, whatever was printed', () => {
  assert(
    property(uint8Array({ maxLength: 9000, size: 'max' }), (output) => {
      const text = evidenceOf(Buffer.from(output), false);
      expect(Buffer.byteLength(text)).toBeLessThanOrEqual(evidenceBytes);
      // oxlint-disable-next-line no-control-regex -- the characters that must not be there
      expect(text).not.toMatch(/[\u0000-\u0008\u000b-\u001f\u007f-\u009f]/);
    }),
    { numRuns: 20 },
  );
});
