import { describe, expect, test } from 'vitest';
import { classify } from '../../../../src/policy/remediation/classify.ts';
import { agentTables, checkTables } from '../../../../src/policy/remediation/rules/tables.ts';
import { toolSamples } from './samples/all-samples.ts';

const keys = (text: string) => classify(text, 'check').map(({ key }) => key);

test('a syntax error comes before the tests that it breaks', () => {
  const text =
    'FAILED tests/a.py::test_b - SyntaxError\n  File "/p/a.py", line 3\n    x = = 1\n        ^\nSyntaxError: invalid syntax';
  expect(keys(text)).toEqual(['python.syntax_error', 'python.pytest_failure']);
});

test('a type error in a report does not hide the test it is in', () => {
  const text =
    'E       TypeError: f() takes 0 positional arguments\n\na.py:3: TypeError\nFAILED tests/a.py::test_b - TypeError: f()...';
  expect(keys(text)).toEqual(['python.type_error', 'python.pytest_failure']);
});

test('nothing is found where nothing is wrong', () => {
  for (const text of [
    '',
    '\n\n',
    'all 12 tests passed',
    'ok 1 - adds\n# fail 0',
    '0 errors, 0 warnings',
    'exit 0',
  ]) {
    expect(classify(text, 'check')).toEqual([]);
    expect(classify(text, 'agent')).toEqual([]);
  }
});

test('the end of a long output counts', () => {
  const filler = 'nothing to see here\n'.repeat(60_000);
  expect(keys(`${filler}FAILED tests/a.py::test_b - x`)).toEqual(['python.pytest_failure']);
  expect(keys(`FAILED tests/a.py::test_b - x\n${filler}`)).toEqual([]);
});

describe('text that wants to be slow', () => {
  const million = 1024 * 1024;
  const filled = (text: string): string => text.repeat(Math.ceil(million / text.length)).slice(0, million);
  const nearMisses = toolSamples.map(({ text }) => text.slice(0, -1)).join('\n');
  const shapes: readonly (readonly [name: string, text: string])[] = [
    ['one character', filled('a')],
    ['spaces', filled(`${' '.repeat(2000)}x`)],
    ['lines of spaces', filled(`${' '.repeat(500)}x\n`)],
    ['line ends', filled('\n')],
    ['traceback frames', filled('  File "a.py", line 1\n')],
    ['unfinished frames', filled('  File "a", line ')],
    ['stack frames', filled('    at f (a.js:1:1\n')],
    ['bullets', filled('  ● a\n')],
    ['failing tests', filled('test a ... FAILED\n')],
    ['numbers with points', filled('1.1.1.1:1')],
    ['prefixes', filled('error: Error: API Error: ')],
    ['colons', filled(':: : ')],
    ['paths', filled('/a/b.ts:1:')],
    ['arrows', filled(' > a > b')],
    ['brackets', filled('[ [ ( {"')],
    ['escapes', filled(String.raw`{"a":"\\n\"`)],
    [
      'json in json',
      filled(`${JSON.stringify({ a: JSON.stringify({ b: JSON.stringify({ c: 'x\n' }) }) })}\n`),
    ],
    ['control sequences', filled('\u001B]8;;\u001B[1;\u009B')],
    ['near misses of all classes', filled(nearMisses)],
    ['near misses on long lines', filled(nearMisses.replaceAll('\n', ' '))],
  ];

  test.each(shapes)('is read to its end: %s', (_name, text) => {
    expect(text).toHaveLength(million);
    expect(classify(text, 'agent').length).toBeLessThanOrEqual(5);
    expect(classify(text, 'check').length).toBeLessThanOrEqual(5);
  });

  test('meets no expression that starts anywhere or repeats a repetition', () => {
    const rules = new Set([...checkTables, ...agentTables].flatMap((table) => table.rules));
    const risky = [...rules].filter(
      ({ line }) =>
        !line.source.startsWith('^') ||
        !/^i?$/.test(line.flags) ||
        /[+*]\)[+*]/.test(withoutClasses(line.source)),
    );
    expect(risky.map(({ key, line }) => `${key} ${line.source}`)).toEqual([]);
  });
});

/** Brackets and escaped signs are no repetitions. */
const withoutClasses = (source: string): string =>
  source.replaceAll(/\\./g, 'x').replaceAll(/\[[^\]]*\]/g, 'x');
