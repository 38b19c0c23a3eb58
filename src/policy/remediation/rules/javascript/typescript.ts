import type { RuleTable } from '../../rule.ts';

export const typescript: RuleTable = {
  family: 'typescript',
  rules: [
    {
      key: 'ts.compile_error',
      severity: 'recoverable',
      stage: 'build',
      line: /^(?<file>(?:[A-Za-z]:)?[^\s:][^:]*?\.(?:[cm]?[jt]sx?|vue|svelte|astro|json))(?:\((?<line>\d+),(?<column>\d+)\):|:(?<line>\d+):(?<column>\d+) -) error (?<code>TS(?!2307\b|1185\b)\d+): (?<message>.+)/,
      beside: [
        { where: 'below', within: 2, line: /^(?<line>\d+)\s+(?<source>\S.*)$/, until: / error TS\d+: / },
      ],
      hint: 'tsc at {at}: {message} ({code}). Mend exactly that; do not switch the check off, and do not cast it away.',
    },
    {
      key: 'ts.compile_error',
      severity: 'recoverable',
      stage: 'build',
      line: /^Error: (?<message>.+?)(?: \((?:ts|js|svelte)\))?$/,
      beside: [
        {
          where: 'above',
          within: 1,
          line: /^(?<file>(?:[A-Za-z]:)?[^\s:]+\.(?:svelte|[jt]s)):(?<line>\d+):(?<column>\d+)$/,
          demand: 'must',
        },
      ],
      hint: 'svelte-check at {at}: {message}. Mend exactly that; do not cast it away.',
    },
    {
      key: 'ts.cannot_find_module',
      severity: 'recoverable',
      stage: 'setup',
      line: /^(?:(?<file>(?:[A-Za-z]:)?[^\s:][^:]*?)(?:\((?<line>\d+),(?<column>\d+)\):|:(?<line>\d+):(?<column>\d+) -) )?error TS2307: Cannot find module ['"](?<specifier>[^'"]+)['"]/,
      hint: 'TypeScript finds no module {specifier}[ ({at})]: correct the path and its extension, look at "paths" and "moduleResolution" in tsconfig.json, or declare the dependency in package.json.',
    },
    {
      key: 'ts.config_error',
      severity: 'recoverable',
      stage: 'setup',
      line: /^error (?<code>TS(?!2307\b)\d+): (?<message>.+)/,
      hint: 'tsc: {message} ({code}). It is about tsconfig.json or the command line, not about code.',
    },
  ],
};
