import type { Beside, RuleTable } from '../../rule.ts';
import { ownFrame } from './frames.ts';

const testFirst = 'Read its expectation first, then mend the code under test, not the test.';
const nextJest = /^\s*● |^(?:PASS|FAIL) /;
const nextVitest = /^\s*FAIL {2}|⎯{3}/;
const jestFile: Beside = {
  where: 'above',
  within: 300,
  line: /^FAIL (?:\S+ )?(?<file>\S+\.[cm]?[jt]sx?)/,
  until: /^PASS /,
};

export const unitTests: RuleTable = {
  family: 'node',
  rules: [
    {
      key: 'jest.test_failure',
      severity: 'recoverable',
      stage: 'test',
      line: /^\s{1,4}● (?!Console\b|Test suite failed|Validation |Deprecation |process\.)(?<test>.+)$/,
      beside: [
        { where: 'below', within: 2, line: /^\s{4,}(?:✕\s*)?(?<reason>\S.*)/, demand: 'must' },
        jestFile,
        { ...ownFrame, within: 60, until: nextJest },
      ],
      hint: `The test {test} fails[ at {at}]: {reason}. ${testFirst}`,
    },
    {
      key: 'jest.suite_failure',
      severity: 'recoverable',
      stage: 'test',
      line: /^\s{1,4}● Test suite failed to run$/,
      beside: [jestFile, { where: 'below', within: 3, line: /^\s{4,}(?<reason>\S.*)/ }],
      hint: 'The test file {file} cannot be loaded[: {reason}]. Mend what it imports before looking at single tests.',
    },
    {
      key: 'vitest.test_failure',
      severity: 'recoverable',
      stage: 'test',
      line: /^\s*(?:FAIL|×)\s+(?:\|[^|]+\|\s+|[\w@/-]+\s+(?=\S+\.[cm]?[jt]sx?\s+>\s))?(?<file>\S+\.[cm]?[jt]sx?)\s+>\s+(?<test>.+?)(?: \d+(?:\.\d+)?m?s)?$/,
      beside: [
        { where: 'below', within: 3, line: /^\s*(?<reason>(?:→ )?\w*Error\b.*)/, until: nextVitest },
        { ...ownFrame, within: 40, until: nextVitest },
      ],
      hint: `The test {test} in {file} fails[: {reason}]. ${testFirst}`,
    },
    {
      key: 'vitest.suite_failure',
      severity: 'recoverable',
      stage: 'test',
      line: /^\s*FAIL {2}(?:\|[^|]+\|\s+|[\w@/-]+\s+(?=\S+\.[cm]?[jt]sx?\s+\[))?(?<file>\S+\.[cm]?[jt]sx?)(?: \[ .+ \])?$/,
      beside: [{ where: 'below', within: 2, line: /^\s*(?<reason>\w*Error\b.*)/ }],
      hint: 'The test file {file} cannot be loaded[: {reason}]. Mend what it imports before looking at single tests.',
    },
    {
      key: 'mocha.test_failure',
      severity: 'recoverable',
      stage: 'test',
      line: /^\s+\d+\) (?<suite>[^\s[].*)$/,
      unless: /› |\) (?:test|property|doctest) |\) (?:Failure|Error):$/,
      beside: [
        {
          where: 'below',
          within: 6,
          line: /^\s{5,}(?<test>\S.*):$/,
          until: /^\s*$|^\s+Failure\/Error/,
          demand: 'must',
        },
        { ...ownFrame, within: 30, until: /^\s+\d+\) / },
      ],
      hint: `The test {test} of {suite} fails[ at {at}]. ${testFirst}`,
    },
    {
      key: 'nodetest.test_failure',
      severity: 'recoverable',
      stage: 'test',
      line: /^\s*(?:not ok \d+ - (?<test>.+?)|✖ (?<test>.+) \([\d.]+ms\))$/,
      unless: / # (?:TODO|SKIP)\b/i,
      beside: [
        {
          where: 'below',
          within: 7,
          line: /failureType: 'subtestsFailed'/,
          until: /^\s*\.\.\.$/,
          demand: 'must not',
        },
        { where: 'above', within: 100, line: /^\s*▶ (?<test>.+)$/, demand: 'must not' },
        { where: 'above', within: 1, line: /^test at (?<file>[^\s:]+):(?<line>\d+):(?<column>\d+)$/ },
        {
          where: 'below',
          within: 6,
          line: /^\s+location: '(?<file>[^':]+):(?<line>\d+):(?<column>\d+)'/,
          until: /^\s*\.\.\.$/,
        },
      ],
      hint: `The test {test} fails[ at {at}]. ${testFirst}`,
    },
  ],
};
