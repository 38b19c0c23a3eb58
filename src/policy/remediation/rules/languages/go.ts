import type { RuleTable } from '../../rule.ts';

export const go: RuleTable = {
  family: 'go',
  rules: [
    {
      key: 'go.undefined',
      severity: 'recoverable',
      stage: 'build',
      line: /^(?:vet: )?(?<file>(?:[A-Za-z]:)?[^\s:]+\.go):(?<line>\d+):(?<column>\d+): undefined: (?<symbol>[\w.]+)/,
      hint: '{symbol} is not defined at {at}: add the import or the declaration, or correct the name.',
    },
    {
      key: 'go.syntax_error',
      severity: 'recoverable',
      stage: 'syntax',
      line: /^(?:vet: )?(?<file>(?:[A-Za-z]:)?[^\s:]+\.go):(?<line>\d+):(?<column>\d+): (?:syntax error: |expected )(?<message>.+)/,
      hint: 'Go cannot parse {at}: {message}. Mend that place only.',
    },
    {
      key: 'go.missing_module',
      severity: 'recoverable',
      stage: 'setup',
      line: /^(?:(?<file>[^\s:]+\.go):(?<line>\d+):(?<column>\d+): )?(?:(?:no required module provides|cannot find module providing|cannot find) package "?(?<module>[\w./-]+)|package (?<module>[\w./-]+) is not in (?:std|GOROOT))/,
      hint: 'No module provides {module}[ ({at})]. Correct the import path, or add the module to go.mod with "go get" and commit go.sum.',
    },
    {
      key: 'go.compile_error',
      severity: 'recoverable',
      stage: 'build',
      line: /^(?:vet: )?(?<file>(?:[A-Za-z]:)?[^\s:]+\.go):(?<line>\d+):(?:(?<column>\d+):)? (?!undefined:|syntax error:|expected |no required module|cannot find (?:module|package)|missing go\.sum|package \S+ is not in|Failure)(?<message>.+)/,
      hint: 'Go at {at}: {message}. Mend exactly that.',
    },
    {
      key: 'go.test_failure',
      severity: 'recoverable',
      stage: 'test',
      line: /^\s*--- FAIL: (?<test>\S+)/,
      beside: [
        { where: 'below', within: 1, line: /^\s+--- FAIL: /, demand: 'must not' },
        {
          where: 'below',
          within: 12,
          line: /^\s+(?<file>[^\s:]+\.go):(?<line>\d+): (?<reason>.+)/,
          until: /^\s*--- |^(?:FAIL|ok|panic)\b/,
        },
      ],
      hint: 'The test {test} fails[ at {at}][: {reason}]. Read the test first, then mend the code under test.',
    },
    {
      key: 'go.panic',
      severity: 'recoverable',
      stage: 'runtime',
      line: /^panic: (?!test timed out)(?<message>.+?)(?: \[recovered\])?$/,
      beside: [
        {
          where: 'below',
          within: 40,
          line: /^\t(?<file>\S+\.go):(?<line>\d+)/,
          skip: /\/(?:go|libexec)(?:-?[\d.]+)?\/src\/|\/pkg\/mod\//,
        },
      ],
      hint: 'Go panics[ at {at}]: {message}. Mend the cause (a nil map or pointer, an index), do not recover from it.',
    },
    {
      key: 'go.data_race',
      severity: 'recoverable',
      stage: 'runtime',
      line: /^WARNING: DATA RACE/,
      beside: [
        {
          where: 'below',
          within: 12,
          line: /^\s+(?<file>\S+\.go):(?<line>\d+)/,
          skip: /\/(?:go|libexec)(?:-?[\d.]+)?\/src\//,
        },
      ],
      hint: 'The race detector saw two goroutines at the same memory[, one of them at {at}]. Guard it or pass the value instead.',
    },
  ],
};
