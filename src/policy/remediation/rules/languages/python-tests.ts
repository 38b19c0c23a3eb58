import type { RuleTable } from '../../rule.ts';
import { pythonFrame } from './python.ts';

const testFirst =
  'Read the test first, then mend the code under test; change the test only where the task says so.';

export const pythonTests: RuleTable = {
  family: 'python',
  rules: [
    {
      key: 'python.pytest_failure',
      severity: 'recoverable',
      stage: 'test',
      line: /^(?:FAILED|ERROR) (?<test>(?<file>[^\s:]+\.py)(?:::[^\s[]+(?:\[.*?\](?= - |$))?)?)(?: - (?<reason>.+))?$/,
      hint: `The test {test} fails[: {reason}]. ${testFirst}`,
    },
    {
      key: 'python.pytest_failure',
      severity: 'recoverable',
      stage: 'test',
      line: /^(?<test>(?<file>[^\s:]+\.py)::\S+) (?:FAILED|ERROR)(?: +\[ *\d+%\])?$/,
      hint: `The test {test} fails. ${testFirst}`,
    },
    {
      key: 'python.fixture_missing',
      severity: 'recoverable',
      stage: 'setup',
      line: /^E\s+fixture ['"](?<fixture>[^'"]+)['"] not found/,
      beside: [
        { where: 'below', within: 8, line: /^(?<file>[^\s:]+\.py):(?<line>\d+)$/ },
        { where: 'above', within: 4, line: /^file (?<file>[^,]+), line (?<line>\d+)/ },
      ],
      hint: 'There is no fixture {fixture} for the test at {at}: define it in a conftest.py above the test, or correct the name of the argument.',
    },
    {
      key: 'python.no_tests',
      severity: 'recoverable',
      stage: 'test',
      line: /^(?:=+ )?(?:no tests ran in |NO TESTS RAN$)/,
      beside: [{ where: 'below', within: 2, line: /^ERROR: file or directory not found: (?<path>.+)/ }],
      hint: 'No test was run[: {path} does not exist]. Check the names of test files and functions (test_*.py, def test_…), and that nothing was moved or renamed.',
    },
    {
      key: 'python.unittest_failure',
      severity: 'recoverable',
      stage: 'test',
      line: /^(?:FAIL|ERROR): (?:(?<name>\w+) \((?<test>[\w.]+\.\k<name>)\)|(?<test>\w+) \((?<suite>[\w.]+)\))/,
      beside: [
        { ...pythonFrame, where: 'below', within: 20, until: /^(?:={10,}|Ran \d)/ },
        {
          where: 'below',
          within: 30,
          line: /^(?<reason>\w*(?:Error|Exception)\b.*)/,
          until: /^(?:={10,}|Ran \d)/,
        },
      ],
      hint: `The test {test}[ of {suite}] fails[ at {at}][: {reason}]. ${testFirst}`,
    },
  ],
};
