import type { RuleTable } from '../../rule.ts';

const headed = {
  where: 'above',
  within: 80,
  line: /^(?<file>(?:[A-Za-z]:)?[^\s:]+\.\w{1,8})$/,
  until: /^[✖✕] \d+ problems?/,
} as const;
const keepRule = 'Change that place; do not switch the rule off.';

export const linters: RuleTable = {
  family: 'node',
  rules: [
    {
      key: 'eslint.error',
      severity: 'recoverable',
      stage: 'style',
      line: /^\s*(?<line>\d+):(?<column>\d+)\s+error\s+(?<message>\S.*?)\s{2,}(?<ruleId>@?[\w./-]+)$/,
      unless: /\serror\s+Parsing error: /,
      beside: [headed],
      hint: `ESLint[ at {at}]: {message} ({ruleId}). ${keepRule}`,
    },
    {
      key: 'eslint.parsing_error',
      severity: 'recoverable',
      stage: 'syntax',
      line: /^\s*(?<line>\d+):(?<column>\d+)\s+error\s+Parsing error: (?<message>.+)$/,
      beside: [headed],
      hint: 'ESLint cannot parse[ {at}]: {message}. Mend the syntax; if the syntax is right, the parser in its configuration is wrong.',
    },
    {
      key: 'stylelint.error',
      severity: 'recoverable',
      stage: 'style',
      line: /^\s*(?<line>\d+):(?<column>\d+)\s+[✖×]\s+(?<message>\S.*?)\s{2,}(?<ruleId>[@\w/-]+)$/,
      beside: [headed],
      hint: `stylelint[ at {at}]: {message} ({ruleId}). ${keepRule}`,
    },
    {
      key: 'oxlint.error',
      severity: 'recoverable',
      stage: 'style',
      line: /^\s*[×x✖] (?<ruleId>[\w@/-]+\([\w/-]+\)): (?<message>.+)$/,
      beside: [
        {
          where: 'below',
          within: 1,
          line: /[╭┌,][─-]\[(?<file>[^\]:]+):(?<line>\d+):(?<column>\d+)\]/,
          demand: 'must',
        },
      ],
      hint: `oxlint at {at}: {message} {ruleId}. ${keepRule}`,
    },
    {
      key: 'biome.error',
      severity: 'recoverable',
      stage: 'style',
      line: /^(?<file>[^\s:]+):(?<line>\d+):(?<column>\d+) (?<ruleId>(?:lint|assist|parse)\/?\S*)\s.*━+$/,
      beside: [{ where: 'below', within: 3, line: /^\s+[×!] (?<message>\S.*)/ }],
      hint: `Biome at {at}[: {message}] ({ruleId}). ${keepRule}`,
    },
    {
      key: 'style.unformatted',
      severity: 'recoverable',
      stage: 'style',
      line: /^(?:\[warn\] (?<file>\S+\.\w+)|(?:would reformat|Would reformat:) (?<file>\S.*)|Diff in (?<file>\S+?)(?: at line |:)(?<line>\d+):|(?<file>\S+\.\w+) format ━+|(?<file>\S+\.\w+) \(\d+ms\)|(?<file>[^\s:]+):(?<line>\d+):(?<column>\d+): error: code should be clang-formatted.*)$/,
      hint: "{file} is not formatted as the project wants it. Run the project's formatter on that file instead of doing it by hand.",
    },
  ],
};
