import { describe, expect, test } from 'vitest';
import { jsonInText } from '../../../../src/domain/text/json-in-text.ts';

describe('JSON in what a model says', () => {
  test('a text that is JSON is that JSON', () => {
    expect(jsonInText(' {"a": [1, {"b": "}"}]}\n')).toEqual([{ a: [1, { b: '}' }] }]);
    expect(jsonInText('[1, 2]')).toEqual([[1, 2]]);
  });

  test('a fenced block between words is found', () => {
    expect(jsonInText('Sure!\n```json\n{"title": "x"}\n```\nAnything else?')).toEqual([{ title: 'x' }]);
  });

  test('the largest of several comes first, and what is inside of another is not listed', () => {
    expect(jsonInText('Like {"a":1}, or better {"a":{"b":2},"c":[3]}.')).toEqual([
      { a: { b: 2 }, c: [3] },
      { a: 1 },
    ]);
  });

  test('braces and escaped quotes inside strings do not end a block', () => {
    expect(jsonInText(String.raw`so: {"a": "}\"{", "b": 1} ok`)).toEqual([{ a: '}"{', b: 1 }]);
  });

  test('a brace of the prose before it does not hide it', () => {
    expect(jsonInText('use {braces like {"a": 1} here')).toEqual([{ a: 1 }]);
  });

  test.each(['', 'no JSON at all', '"just words"', '42', 'null', '{"a": 1', '{a: 1}'])(
    'nothing is found in %j',
    (text) => {
      expect(jsonInText(text)).toEqual([]);
    },
  );

  test('a flood of openings is given up instead of walked through for ever', () => {
    const flood = '{'.repeat(100_000);
    expect(jsonInText(`${flood}{"a": 1}`)).toEqual([]);
  });
});
