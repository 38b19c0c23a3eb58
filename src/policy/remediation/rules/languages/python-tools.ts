import type { RuleTable } from '../../rule.ts';

export const pythonTools: RuleTable = {
  family: 'python',
  rules: [
    {
      key: 'python.mypy_error',
      severity: 'recoverable',
      stage: 'build',
      line: /^(?<file>(?:[A-Za-z]:)?[^\s:][^:]*\.pyi?):(?<line>\d+):(?:(?<column>\d+):)?(?:\d+:\d+:)? error: (?<message>.+?)(?: {2}\[(?<code>[\w-]+)\])?$/,
      hint: 'mypy at {at}: {message}[ ({code})]. Mend the types; do not silence it with ignore comments or Any.',
    },
    {
      key: 'python.pyright_error',
      severity: 'recoverable',
      stage: 'build',
      line: /^\s*(?<file>\S[^:]*\.pyi?):(?<line>\d+):(?<column>\d+) - error: (?<message>.+?)(?: \((?<code>report\w+)\))?$/,
      hint: 'pyright at {at}: {message}[ ({code})]. Mend the types; do not silence it.',
    },
    {
      key: 'python.lint_error',
      severity: 'recoverable',
      stage: 'style',
      line: /^(?<file>(?:[A-Za-z]:)?[^\s:][^:]*\.(?:pyi?|ipynb)):(?<line>\d+):(?<column>\d+): (?<code>[A-Z]{1,4}\d{2,4}|[a-z]+-[a-z-]+(?=:)):? (?:\[\*\] )?(?<message>.+)/,
      hint: 'The linter at {at}: {code} {message}. Change that place; do not switch the rule off.',
    },
    {
      key: 'python.lint_error',
      severity: 'recoverable',
      stage: 'style',
      line: /^(?<code>[A-Z]{1,4}\d{2,4}|[a-z]+-[a-z-]+:) (?:\[\*\] )?(?<message>\S.*)$/,
      beside: [
        {
          where: 'below',
          within: 1,
          line: /^\s*--> (?<file>[^:]+\.(?:pyi?|ipynb)):(?:cell \d+:)?(?<line>\d+):(?<column>\d+)/,
          demand: 'must',
        },
      ],
      unless: /^invalid-syntax/,
      hint: 'The linter at {at}: {code} {message}. Change that place; do not switch the rule off.',
    },
    {
      key: 'python.syntax_error',
      severity: 'recoverable',
      stage: 'syntax',
      line: /^(?:invalid-syntax|SyntaxError): (?<message>.+)/,
      beside: [
        {
          where: 'below',
          within: 1,
          line: /^\s*--> (?<file>[^:]+\.pyi?):(?<line>\d+):(?<column>\d+)/,
          demand: 'must',
        },
      ],
      hint: 'Python cannot parse {at}: {message}. Mend that place only; the mistake may stand just before it.',
    },
  ],
};
