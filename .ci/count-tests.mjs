/**
 * @typedef {object} Step one thing that `.ci/run` did
 * @property {string} name
 * @property {number} exit its exit code
 * @property {unknown} [report] what vitest's JSON reporter wrote; undefined when nothing readable was left
 * @property {boolean} isTestRun whether such a report is expected
 */

/**
 * Adds up what happened. A step that is no test run counts as one. What went wrong without a failed test
 * (a file that did not load, a crash, a run that saw no test) counts as one failure, never as nothing.
 * @param {readonly Step[]} steps
 * @returns {{ passed: number, failed: number, skipped: number, problems: string[] }}
 */
export function countTests(steps) {
  const sum = { passed: 0, failed: 0, skipped: 0, problems: [] };
  for (const step of steps) {
    const counted = step.isTestRun ? countRun(step) : countCheck(step);
    sum.passed += counted.passed;
    sum.skipped += counted.skipped;
    sum.failed += counted.problems.length;
    sum.problems.push(...counted.problems.map((problem) => `${step.name}: ${problem}`));
  }
  return sum;
}

/** `3 passed, 0 failed`, with `, 1 skipped` when there are any. */
export const summaryLine = ({ passed, failed, skipped }) =>
  `${passed} passed, ${failed} failed${skipped > 0 ? `, ${skipped} skipped` : ''}`;

const countCheck = ({ exit }) =>
  exit === 0
    ? { passed: 1, skipped: 0, problems: [] }
    : { passed: 0, skipped: 0, problems: [`ended with ${exit}`] };

function countRun({ exit, report }) {
  const files = report?.testResults;
  if (!Array.isArray(files))
    return { passed: 0, skipped: 0, problems: [`ended with ${exit} and left no report`] };
  const tests = files.flatMap((file) => file.assertionResults);
  const passed = tests.filter(({ status }) => status === 'passed').length;
  const failures = [
    ...tests.filter(({ status }) => status === 'failed').map(nameOf),
    ...files.filter(isBroken).map(loadProblem),
  ];
  return {
    passed,
    skipped: tests.filter(({ status }) => status !== 'passed' && status !== 'failed').length,
    problems: failures.length > 0 ? failures : runProblems(exit, tests.length),
  };
}

const nameOf = ({ fullName }) => fullName;

/** A file that failed as a whole: it did not load, or a hook broke outside of every test. */
const isBroken = ({ status, assertionResults }) =>
  status === 'failed' && !assertionResults.some((test) => test.status === 'failed');

const loadProblem = ({ name, message }) => `${name} did not run: ${String(message).split('\n')[0]}`;

function runProblems(exit, tests) {
  if (exit !== 0) return [`ended with ${exit} although no test failed`];
  return tests === 0 ? ['ran no test'] : [];
}
