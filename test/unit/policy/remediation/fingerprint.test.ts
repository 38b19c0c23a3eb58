import { readFileSync } from 'node:fs';
import { expect, test } from 'vitest';
import { classify } from '../../../../src/policy/remediation/classify.ts';
import { fingerprint } from '../../../../src/policy/remediation/fingerprint.ts';

const print = (evidence: string, label = 'npm test', reason = 'exit 1') =>
  fingerprint(classify(evidence, 'check'), { label, reason, evidence });
const python = (line: number, source: string) =>
  `  File "a.py", line ${line}\n    ${source}\n    ^\nSyntaxError: invalid syntax`;
const bare = (line: number) => `  File "a.py", line ${line}\nSyntaxError: source code is odd`;
const node = (line: number) => `/p/a.js:${line}\nx\n^\n\nSyntaxError: Unexpected token`;
const pytest = (failed: number, rest: string) => `FAILED tests/a.py::test_b - x\n${failed} failed, ${rest}`;

const alike: readonly (readonly [what: string, one: string, other: string])[] = [
  ['a line that has shifted', 'src/a.ts(3,7): error TS2322: No', 'src/a.ts(9,2): error TS2322: No'],
  ['a symbol in another line', './a.go:5:2: undefined: Foo', './a.go:6:2: undefined: Foo'],
  [
    'another message of the same test',
    'FAILED tests/a.py::test_b - assert 1',
    'FAILED tests/a.py::test_b - assert 3',
  ],
  ['the duration of a test', '✖ adds (1.5ms)', '✖ adds (22.5ms)'],
  ['the line of the same code', python(3, 'x = = 1'), python(4, 'x = = 1')],
  ['what passed, and how long it took', pytest(5, '7 passed in 0.5s'), pytest(5, '8 passed in 12.25s')],
  ['the order of parallel tests', '✖ adds (1ms)\n✖ reads (2ms)', '✖ reads (7ms)\n✖ adds (3ms)'],
  [
    'another port that is taken',
    'listen EADDRINUSE: address already in use :4001',
    'listen EADDRINUSE: address already in use :4777',
  ],
  ['a port', 'Error: connect ECONNREFUSED 127.0.0.1:4001', 'Error: connect ECONNREFUSED 127.0.0.1:4777'],
  [
    'volatile words of something unknown',
    'Odd after 12 ms in /tmp/a1/x at 0x7f',
    'Odd after 9 ms in /tmp/b2/x at 0x80',
  ],
];
test.each(alike)('a failure is the same with %s', (_what, one, other) => {
  expect(print(other)).toBe(print(one));
});

const unlike: readonly (readonly [what: string, one: string, other: string])[] = [
  ['file', './a.go:5:2: undefined: Foo', './b.go:5:2: undefined: Foo'],
  ['symbol', './a.go:5:2: undefined: Foo', './a.go:5:2: undefined: Bar'],
  ['code', 'src/a.ts(3,7): error TS2322: x', 'src/a.ts(3,7): error TS2551: x'],
  ['message', 'src/a.ts(3,7): error TS2322: x', 'src/a.ts(3,7): error TS2322: y'],
  ['module', "ModuleNotFoundError: No module named 'a'", "ModuleNotFoundError: No module named 'b'"],
  ['test', 'FAILED tests/a.py::test_b - x', 'FAILED tests/a.py::test_c - x'],
  ['test file', ' FAIL  a.test.ts > adds', ' FAIL  b.test.ts > adds'],
  ['line of code', python(3, 'x = = 1'), python(3, 'def f(')],
  ['line, where no code is shown', node(3), node(4)],
  ['line, where Python shows none', bare(3), bare(4)],
  [
    'reason of a file that cannot be loaded',
    'FAIL a.test.js\n  ● Test suite failed to run\n\n    one',
    'FAIL a.test.js\n  ● Test suite failed to run\n\n    two',
  ],
  ['number of red tests', pytest(5, '7 passed'), pytest(4, '7 passed')],
  ['number of errors', 'a.go:3:2: no\nFound 3 errors', 'a.go:3:2: no\nFound 2 errors'],
  [
    'number, written the other way round',
    'FAIL: test_b (a.T)\nFAILED (failures=2)',
    'FAIL: test_b (a.T)\nFAILED (failures=1)',
  ],
  ['word, when nothing is recognised', 'Something odd', 'Something else'],
];
test.each(unlike)('a failure is another one with another %s', (_what, one, other) => {
  expect(print(other)).not.toBe(print(one));
});

test('a fingerprint names the classes, to be read in a log', () => {
  expect(print('FAILED tests/a.py::test_b - x')).toMatch(/^python\.pytest_failure#[0-9a-f]{16}$/);
  expect(print('Something odd')).toMatch(/^unrecognised#[0-9a-f]{16}$/);
});

test('the same output of another check is another failure', () => {
  expect(print('FAILED tests/a.py::test_b', 'unit')).not.toBe(print('FAILED tests/a.py::test_b', 'slow'));
});

test('a check that prints nothing is known by its reason', () => {
  expect(print('', 'x', 'exit 1')).not.toBe(print('', 'x', 'exit 2'));
  expect(print('', 'x', 'took 12 s, exit 1')).toBe(print('', 'x', 'took 9 s, exit 1'));
});

test('real outputs keep their fingerprint from run to run', () => {
  const folder = new URL('../../../fixtures/error-classes/outputs/', import.meta.url);
  const prints = ['pytest', 'vitest', 'jest', 'mocha', 'cargo-test', 'go-test', 'node-test', 'rspec'].map(
    (name) => {
      const output = readFileSync(new URL(`${name}.txt`, folder), 'utf8');
      const later = output
        .replaceAll(/\b\d+(?:\.\d+)?(?= ?ms\b)/g, '777')
        .replaceAll(/\b\d+\.\d+(?=s\b| seconds)/g, '8.88')
        .replaceAll(/0x[0-9a-f]{6,}/g, '0x123456')
        .replaceAll(/\(15965\)/g, '(31)');
      expect(later).not.toBe(output);
      expect(print(later)).toBe(print(output));
      return print(output);
    },
  );
  expect(new Set(prints).size).toBe(prints.length);
});
