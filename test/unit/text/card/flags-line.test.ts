import { expect, test } from 'vitest';
import { flagsLine } from '../../../../src/text/card/flags-line.ts';

test('nothing is said where nothing is to be looked at', () => {
  expect(flagsLine(undefined)).toBeUndefined();
  expect(flagsLine([])).toBeUndefined();
});

test('each kind is named with its first path, and how many more there are', () => {
  const flags = [
    { kind: 'tests', paths: ['a.test.ts', 'b.test.ts', 'c.test.ts'] },
    { kind: 'ci', paths: ['.github/workflows/ci.yml'] },
    { kind: 'criteria', paths: ['.drover/accept.yaml'] },
  ] as const;
  expect(flagsLine(flags.map((flag) => ({ ...flag, paths: [...flag.paths] })))).toBe(
    'tests: a.test.ts and 2 more · CI: .github/workflows/ci.yml · what the checks go by: .drover/accept.yaml',
  );
});

test('a name that breaks lines stays on one', () => {
  expect(flagsLine([{ kind: 'tests', paths: ['a\nb.test.ts'] }])).not.toContain('\n');
});
