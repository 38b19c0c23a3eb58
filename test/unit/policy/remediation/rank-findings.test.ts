import { describe, expect, test } from 'vitest';
import type { Finding, Location, Stage } from '../../../../src/policy/remediation/finding.ts';
import { stages } from '../../../../src/policy/remediation/finding.ts';
import { rankFindings } from '../../../../src/policy/remediation/rank-findings.ts';

const finding = (
  key: string,
  stage: Stage,
  location?: Location,
  captures: Record<string, string> = {},
): Finding => ({
  key,
  family: 'x',
  severity: 'recoverable',
  stage,
  ...(location !== undefined && { location }),
  captures,
  hint: '',
  evidence: '',
});
const test1 = (name: string, file?: string) =>
  finding('t.failure', 'test', { test: name, ...(file !== undefined && { file }) });
const at = (line: number, message: string) => finding('c', 'build', { file: 'a', line }, { message });
const inSuite = (suite: string) => finding('t', 'test', { test: 'adds' }, { suite });

test('causes come before what they cause, whatever the order of the text', () => {
  const mixed = ['rest', 'test', 'syntax', 'style', 'machine'] as const;
  expect(rankFindings(mixed.map((stage) => finding(stage, stage))).map(({ stage }) => stage)).toEqual([
    'machine',
    'syntax',
    'test',
    'style',
    'rest',
  ]);
  expect(stages.indexOf('syntax')).toBeLessThan(stages.indexOf('test'));
});

test('of the same rank the first in the text comes first', () => {
  const lines = [3, 1, 2].map((line) => finding('c.error', 'build', { file: 'a.c', line }));
  expect(rankFindings(lines).map(({ location }) => location?.line)).toEqual([3, 1, 2]);
});

test('there are at most five, and each class has its turn', () => {
  const lint = [1, 2, 3, 4, 5, 6].map((line) => finding('lint', 'style', { file: 'a', line }));
  const tests = [1, 2, 3, 4].map((number) => test1(`t${number}`));
  expect(rankFindings([...lint, ...tests]).map(({ key }) => key)).toEqual([
    't.failure',
    't.failure',
    't.failure',
    'lint',
    'lint',
  ]);
  expect(rankFindings(lint)).toHaveLength(5);
});

describe('the same failure', () => {
  test('stands once, in its fuller form and first place', () => {
    const found = rankFindings([test1('adds'), test1('reads'), test1('adds', 'a.test.ts')]);
    expect(found.map(({ location }) => location)).toEqual([
      { test: 'adds', file: 'a.test.ts' },
      { test: 'reads' },
    ]);
  });

  test('may have a shorter name in a summary', () => {
    expect(rankFindings([test1('demo.FooTest.adds'), test1('FooTest.adds')])).toHaveLength(1);
    expect(rankFindings([test1('demo.FooTest.adds'), test1('Test.adds')])).toHaveLength(2);
  });

  test('is another one in another file, suite or line, or with another message', () => {
    expect(rankFindings([test1('adds', 'a'), test1('adds', 'b')])).toHaveLength(2);
    expect(rankFindings([at(1, 'x'), at(2, 'x'), at(1, 'y'), at(1, 'x')])).toHaveLength(3);
    expect(rankFindings([inSuite('A'), inSuite('B')])).toHaveLength(2);
  });

  test('without a place is known by what it says', () => {
    const missing = (command: string) => finding('shell', 'machine', undefined, { command });
    expect(rankFindings([missing('jq'), missing('rg'), missing('jq')])).toHaveLength(2);
    expect(rankFindings([missing('jq'), finding('shell', 'machine')])).toHaveLength(1);
  });
});
