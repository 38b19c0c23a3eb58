import type { RuleTable } from '../../rule.ts';

const testFirst = 'Read its expectation first, then mend the code under test, not the test.';

/** Runners of browsers and of other runtimes, and what all runners have in common. */
export const otherTests: RuleTable = {
  family: 'node',
  rules: [
    {
      key: 'playwright.test_failure',
      severity: 'recoverable',
      stage: 'test',
      line: /^\s+\d+\) (?:\[(?<project>[^\]]+)\] › )?(?<file>[^\s:]+):(?<line>\d+):(?<column>\d+) › (?<test>.*[^\s─])[ ─]*$/,
      beside: [{ where: 'below', within: 3, line: /^\s+(?<reason>\S.*)/ }],
      hint: `The test {test} at {at} fails[: {reason}]. ${testFirst}`,
    },
    {
      key: 'ava.test_failure',
      severity: 'recoverable',
      stage: 'test',
      line: /^\s*✘ \[fail\]: (?<test>.+)$/,
      hint: `The test {test} fails. ${testFirst}`,
    },
    {
      key: 'bun.test_failure',
      severity: 'recoverable',
      stage: 'test',
      line: /^\(fail\) (?<test>.+?)(?: \[[\d.]+ms\])?$/,
      hint: `The test {test} fails. ${testFirst}`,
    },
    {
      key: 'deno.test_failure',
      severity: 'recoverable',
      stage: 'test',
      line: /^(?<test>\S.{0,300}?) => (?:file:\/\/)?(?<file>[^\s:]+):(?<line>\d+):(?<column>\d+)$/,
      hint: `The test {test} at {at} fails. ${testFirst}`,
    },
  ],
};

export const anyTests: RuleTable = {
  family: 'test',
  rules: [
    {
      key: 'test.snapshot_mismatch',
      severity: 'recoverable',
      stage: 'test',
      line: /^\s*(?:Error: Snapshot [`"](?<snapshot>[^`"]+)[`"] (?:mismatched|does not match)|Snapshot name: `(?<snapshot>[^`]+)`|(?:- )?New snapshot was not written|Snapshot: (?<snapshot>[\w-]+)$)/,
      hint: 'The snapshot[ {snapshot}] differs from what the code makes now. Decide which of the two is right; write the snapshot anew only when the task wants the change.',
    },
    {
      key: 'test.timeout',
      severity: 'recoverable',
      stage: 'test',
      line: /^\s*(?:Error: Test timed out in (?<after>\d+ ?ms)|(?:thrown: ")?Exceeded timeout of (?<after>[\d,]+ ?ms) for a (?:test|hook)|Error: Timeout of (?<after>\d+ ?ms) exceeded|Test timeout of (?<after>\d+ ?ms) exceeded|panic: test timed out after (?<after>\w+)|(?:E\s+)?Failed: Timeout (?:\(?>? ?)(?<after>[\d.]+ ?s))/,
      hint: 'A test does not end[ within {after}]: something that it waits for never happens. Look for a promise, callback, lock or server that is never settled; do not raise the limit.',
    },
  ],
};
