import type { RuleTable } from '../../rule.ts';

export const elixir: RuleTable = {
  family: 'elixir',
  rules: [
    {
      key: 'elixir.compile_error',
      severity: 'recoverable',
      stage: 'build',
      line: /^\*\* \((?<type>CompileError|SyntaxError|TokenMissingError|MismatchedDelimiterError)\)(?: (?<file>[^\s:]+):(?<line>\d+):(?:(?<column>\d+):)?)? (?<message>.+)/,
      hint: 'Elixir cannot compile[ {at}]: {message}. Mend exactly that.',
    },
    {
      key: 'elixir.compile_error',
      severity: 'recoverable',
      stage: 'build',
      line: /^\s*error: (?<message>.+)/,
      beside: [
        {
          where: 'below',
          within: 8,
          line: /^\s*└─ (?<file>[^\s:]+\.exs?):(?<line>\d+)(?::(?<column>\d+))?/,
          until: /^\s*(?:error|warning): /,
          demand: 'must',
        },
      ],
      hint: 'Elixir at {at}: {message}. Mend exactly that.',
    },
    {
      key: 'elixir.test_failure',
      severity: 'recoverable',
      stage: 'test',
      line: /^\s+\d+\) (?:test|property|doctest) (?<test>.+ \([\w.]+\))$/,
      beside: [{ where: 'below', within: 1, line: /^\s+(?<file>\S+\.exs):(?<line>\d+)$/ }],
      hint: 'The test {test} fails[ at {at}]. Read the test first, then mend the code under test.',
    },
  ],
};
