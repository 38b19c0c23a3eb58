import { describe, expect, test } from 'vitest';

interface Step {
  readonly name: string;
  readonly exit: number;
  readonly isTestRun: boolean;
  readonly report?: unknown;
}
interface Sum {
  readonly passed: number;
  readonly failed: number;
  readonly skipped: number;
  readonly problems: readonly string[];
}
interface CountTests {
  readonly countTests: (steps: readonly Step[]) => Sum;
  readonly summaryLine: (sum: Pick<Sum, 'passed' | 'failed' | 'skipped'>) => string;
}

// Plain JavaScript has no types; the name is a variable so that nobody looks for them.
const path = '../../../.ci/count-tests.mjs';
const { countTests, summaryLine }: CountTests = await import(path);

const file = (...statuses: string[]) => ({
  name: 'a.test.ts',
  status: statuses.includes('failed') ? 'failed' : 'passed',
  message: '',
  assertionResults: statuses.map((status, index) => ({ status, fullName: `test ${index}` })),
});
const run = (exit: number, ...testResults: object[]): Step => ({
  name: 'npm test',
  exit,
  isTestRun: true,
  report: { testResults },
});

describe('a test run', () => {
  test('is counted test by test', () => {
    const sum = countTests([
      run(1, file('passed', 'passed', 'failed'), file('passed', 'skipped', 'todo', 'pending')),
    ]);
    expect(sum).toEqual({ passed: 3, failed: 1, skipped: 3, problems: ['npm test: test 2'] });
  });

  test('that left no report is one failure', () => {
    const crashed = { name: 'npm test', exit: 137, isTestRun: true };
    expect(countTests([crashed])).toEqual({
      passed: 0,
      failed: 1,
      skipped: 0,
      problems: ['npm test: ended with 137 and left no report'],
    });
    expect(countTests([{ ...crashed, exit: 0 }]).failed).toBe(1);
    expect(countTests([{ ...crashed, report: { other: true } }]).failed).toBe(1);
  });

  test('with a file that did not load has that file as a failure', () => {
    const broken = { ...file(), status: 'failed', message: 'SyntaxError: no\n  at …' };
    expect(countTests([run(1, file('passed'), broken)])).toMatchObject({
      passed: 1,
      failed: 1,
      problems: ['npm test: a.test.ts did not run: SyntaxError: no'],
    });
  });

  test('that ended badly although every test passed is a failure', () => {
    expect(countTests([run(1, file('passed'))])).toMatchObject({ passed: 1, failed: 1 });
  });

  test('that saw no test is a failure', () => {
    expect(countTests([run(0)])).toMatchObject({ passed: 0, failed: 1, problems: ['npm test: ran no test'] });
  });

  test('whose tests were all skipped is none', () => {
    expect(countTests([run(0, file('skipped'))])).toMatchObject({ passed: 0, failed: 0, skipped: 1 });
  });
});

test('a check counts as one, passed or failed', () => {
  const check = { name: 'npm run check', isTestRun: false };
  expect(countTests([{ ...check, exit: 0 }])).toMatchObject({ passed: 1, failed: 0 });
  expect(countTests([{ ...check, exit: 2 }])).toMatchObject({
    passed: 0,
    failed: 1,
    problems: ['npm run check: ended with 2'],
  });
});

test('the sum over several steps keeps every problem', () => {
  const sum = countTests([
    run(1, file('failed')),
    run(0, file('passed')),
    { name: 'x', exit: 1, isTestRun: false },
  ]);
  expect(sum).toEqual({
    passed: 1,
    failed: 2,
    skipped: 0,
    problems: ['npm test: test 0', 'x: ended with 1'],
  });
});

test('the last line names the skipped ones only when there are any', () => {
  expect(summaryLine({ passed: 5, failed: 0, skipped: 0 })).toBe('5 passed, 0 failed');
  expect(summaryLine({ passed: 5, failed: 1, skipped: 2 })).toBe('5 passed, 1 failed, 2 skipped');
});
