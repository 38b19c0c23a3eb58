import { expect, test } from 'vitest';
import {
  longestLine,
  mostLines,
  unwrap,
  window,
} from '../../../../../src/policy/remediation/unwrap/unwrap.ts';

test('an output comes as the lines that a person would read', () => {
  expect(unwrap('\u001B[31m10%\r20%\r\nred\u001B[0m  \nend')).toEqual(['20%', 'red', 'end']);
});

test('colours within JSON are dropped, too', () => {
  expect(unwrap(JSON.stringify({ out: '\u001B[31mred\u001B[0m\n5%\r9%' }))).toEqual(['red', '9%']);
});

test('a document over many lines is one document', () => {
  expect(unwrap(JSON.stringify({ a: 'one\ntwo', b: ['three'] }, undefined, 2))).toEqual([
    'one',
    'two',
    'three',
  ]);
  expect(unwrap('{"a":"one"}\n{"b":"two"}\n')).toEqual(['one', 'two', '']);
});

test('what runners of CI put before each line is taken off', () => {
  expect(unwrap('2026-11-21T12:00:00.1234567Z ##[error]a.ts(1,2): error TS1: x')).toEqual([
    'a.ts(1,2): error TS1: x',
  ]);
});

test('only the end of a long output is kept, in whole lines', () => {
  const early = 'an early line that says nothing of interest';
  const lines = unwrap(`${`${early}\n`.repeat(10_000)}last line`);
  expect(lines.at(-1)).toBe('last line');
  expect(new Set(lines)).toEqual(new Set([early, 'last line']));
  expect(lines.join('\n').length).toBeLessThanOrEqual(window);
  expect(lines.join('\n').length).toBeGreaterThan(window - 100);
});

test('of many short lines the last two thousand are kept', () => {
  expect(unwrap('\n'.repeat(100_000))).toHaveLength(mostLines);
  expect(unwrap('x\n'.repeat(10_000))).toHaveLength(mostLines);
});

test('a long line is cut', () => {
  expect(unwrap('x'.repeat(5000))).toEqual(['x'.repeat(longestLine)]);
});

test('whatever comes in, no more than the window comes out', () => {
  const million = 1024 * 1024;
  const texts = ['\\n', '{"a":"', '\u001B]', '\r', '\\"', '[[', '\u009B1;', 'data: {', '{"a":"\\n"}\n'];
  for (const text of texts) {
    const out = unwrap(text.repeat(million / text.length));
    expect(out.join('\n').length).toBeLessThanOrEqual(window);
    expect(out.every((line) => line.length <= longestLine)).toBe(true);
  }
});
