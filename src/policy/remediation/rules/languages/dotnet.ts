import type { RuleTable } from '../../rule.ts';

const testFirst = 'Read the assertion and the test first, then mend the code under test.';

export const dotnet: RuleTable = {
  family: 'dotnet',
  rules: [
    {
      key: 'dotnet.build_error',
      severity: 'recoverable',
      stage: 'build',
      line: /^\s*(?:\d+>)?(?<file>[^\s(][^(]*?\.(?:cs|razor|cshtml|fs|fsx|vb|xaml))\((?<line>\d+),(?<column>\d+)(?:,\d+,\d+)?\): error (?<code>(?!CS0246)(?:CS|FS|BC|RZ|CA|IDE|SA|XC)\d+): (?<message>.+?)(?: \[|$)/,
      hint: 'The compiler at {at}: {message} ({code}). Mend exactly that before building again.',
    },
    {
      key: 'dotnet.missing_type',
      severity: 'recoverable',
      stage: 'build',
      line: /^(?:\s*(?:\d+>)?(?<file>[^\s(][^(]*?\.(?:cs|razor|cshtml))\((?<line>\d+),(?<column>\d+)\): )?error CS0246: [^']*'(?<type>[^']+)'/,
      hint: 'There is no type or namespace {type}[ at {at}]: a using directive, a project reference or a package is missing.',
    },
    {
      key: 'dotnet.project_error',
      severity: 'recoverable',
      stage: 'setup',
      line: /^\s*(?:\d+>)?(?:(?:(?<file>(?:[A-Za-z]:)?[^\s:(][^:(]*\.\w+)(?:\((?<line>\d+)(?:,\d+)?\))?|MSBUILD) ?: )?error (?<code>(?:MSB|NETSDK|NU)\d+): (?<message>.+?)(?: \[|$)/,
      hint: '{code}[ in {file}]: {message}. It is about the project file or its packages, not about code.',
    },
    {
      key: 'dotnet.test_failure',
      severity: 'recoverable',
      stage: 'test',
      line: /^\s*Failed (?<test>[\w.+<>(), "':-]+?) \[(?:< )?\d[^\]]*\]$/,
      beside: [
        { where: 'below', within: 3, line: /^\s+(?<reason>(?!Error Message:)\S.*)/ },
        {
          where: 'below',
          within: 20,
          line: /^\s+at .* in (?<file>.+):line (?<line>\d+)/,
          until: /^\s*(?:Failed|Passed|Skipped) \S+ \[/,
        },
      ],
      hint: `The test {test} fails[ at {at}][: {reason}]. ${testFirst}`,
    },
    {
      key: 'dotnet.test_failure',
      severity: 'recoverable',
      stage: 'test',
      line: /^(?:\[xUnit\.net [\d:.]+\])?\s+(?<test>[\w.+]+\.\w+(?:\(.*\))?) \[FAIL\]$/,
      hint: `The test {test} fails. ${testFirst}`,
    },
    {
      key: 'dotnet.test_failure',
      severity: 'recoverable',
      stage: 'test',
      line: /^\s*failed (?<test>\S.*?) \((?:\d+m?s ?)+\)$/,
      beside: [{ where: 'below', within: 1, line: /^\s+(?<reason>\S.*)/ }],
      hint: `The test {test} fails[: {reason}]. ${testFirst}`,
    },
  ],
};
