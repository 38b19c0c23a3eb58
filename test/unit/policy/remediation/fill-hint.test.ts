import { expect, test } from 'vitest';
import { fillHint } from '../../../../src/policy/remediation/fill-hint.ts';

test('names stand for the place and for what was read off the output', () => {
  expect(
    fillHint('{test} at {at}: {message}.', { file: 'a.ts', line: 3, test: 'adds' }, { message: 'no' }),
  ).toBe('adds at a.ts:3: no.');
  expect(fillHint('in {at}', { file: 'a.ts' }, {})).toBe('in a.ts');
});

test('a part with an unknown name is left out, elsewhere the name becomes "it"', () => {
  expect(fillHint('Fails[ at {at}][: {message} ({code})].', {}, { message: 'x' })).toBe('Fails.');
  expect(fillHint('Fails[ at {at}][: {message}].', { file: 'a', line: 1 }, { message: 'x' })).toBe(
    'Fails at a:1: x.',
  );
  expect(fillHint('Where is {symbol}?', {}, {})).toBe('Where is it?');
});

test('a sentence ends once', () => {
  expect(fillHint('{message}. Next.', {}, { message: 'It is so.' })).toBe('It is so. Next.');
});

test('brackets and braces of the output are no template', () => {
  expect(fillHint('{message}', {}, { message: '[{file}] {at}' })).toBe('[{file}] {at}');
});

test('long words are cut, and so is the hint', () => {
  const hint = fillHint(
    '{a} {b} {c} {d} {e}',
    {},
    Object.fromEntries(['a', 'b', 'c', 'd', 'e'].map((name) => [name, 'x'.repeat(500)])),
  );
  expect(hint.length).toBeLessThanOrEqual(380);
  expect(hint.split(' ')[0]).toBe(`${'x'.repeat(99)}…`);
});
