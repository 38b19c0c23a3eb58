import * as fc from 'fast-check';
import { expect, test } from 'vitest';
import { stripTerminal } from '../../../../../src/policy/remediation/unwrap/strip-terminal.ts';

test('colours, cursor movements, links and titles are dropped, the words stay', () => {
  expect(stripTerminal('\u001B[31mred\u001B[0m \u001B[2K\u001B[1Aup')).toBe('red up');
  expect(stripTerminal('\u001B]8;;http://x\u0007link\u001B]8;;\u001B\\ end')).toBe('link end');
  expect(stripTerminal('\u001B]0;title\u001B\\\u001BPq#0\u001B\\words\u001B(B')).toBe('words');
  expect(stripTerminal('\u009B31mred\u009B0m')).toBe('red');
  expect(stripTerminal('\u001B[38;2;244;191;117;1m⚠\u001B[0m')).toBe('⚠');
});

test('a line that was overwritten looks as it did last', () => {
  expect(stripTerminal('10%\r50%\r100% done\nnext')).toBe('100% done\nnext');
  expect(stripTerminal('done\r')).toBe('done');
  expect(stripTerminal('one\r\ntwo\r\n')).toBe('one\ntwo\n');
});

test('what is begun and never ended swallows no words', () => {
  expect(stripTerminal('\u001B]0;never closed and so on')).toBe('0;never closed and so on');
  expect(stripTerminal('a\u001B[12;')).toBe('a12;');
  expect(stripTerminal('bell\u0007 null\u0000')).toBe('bell null');
});

test('nothing that a terminal obeys is left, and plain text stays as it is', () => {
  const pieces = fc.constantFrom(
    '\u001B',
    '\u001B[',
    '\u009B',
    '\u001B]',
    '\u009D',
    '\u0007',
    '\r',
    '\n',
    'm',
    '1;',
    'word ',
    '\\',
  );
  fc.assert(
    fc.property(fc.array(pieces, { maxLength: 40 }), (parts) => {
      // oxlint-disable-next-line no-control-regex -- control characters are what this is about
      expect(stripTerminal(parts.join(''))).not.toMatch(/[\u0000-\u0008\u000B-\u001F\u007F-\u009F]/);
    }),
  );
  fc.assert(
    fc.property(fc.stringMatching(/^[ -~äöü\n\t]*$/), (plain) => {
      expect(stripTerminal(plain)).toBe(plain);
    }),
  );
});
