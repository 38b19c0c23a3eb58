import type { RuleTable } from '../../rule.ts';

export const php: RuleTable = {
  family: 'php',
  rules: [
    {
      key: 'php.syntax_error',
      severity: 'recoverable',
      stage: 'syntax',
      line: /^(?:PHP )?Parse error: +(?<message>.+?) in (?<file>\S+\.\w+) on line (?<line>\d+)/,
      hint: 'PHP cannot parse {at}: {message}. Mend that place only.',
    },
    {
      key: 'php.fatal_error',
      severity: 'recoverable',
      stage: 'runtime',
      line: /^(?:PHP )?Fatal error: +(?:Uncaught )?(?<message>.+?) in (?<file>\/?\S+\.\w+)(?::(?<line>\d+)| on line (?<line>\d+))/,
      hint: 'PHP stops at {at}: {message}. Mend the cause; do not suppress it.',
    },
    {
      key: 'php.phpunit_failure',
      severity: 'recoverable',
      stage: 'test',
      line: /^\d+\) (?<test>[\w\\]+::\w+(?: with data set .+)?)$/,
      beside: [
        { where: 'below', within: 1, line: /^(?<reason>\S.*)/ },
        {
          where: 'below',
          within: 25,
          line: /^(?<file>\/?\S+\.php):(?<line>\d+)$/,
          skip: /\/vendor\//,
          until: /^\d+\) /,
        },
      ],
      hint: 'The test {test} fails[ at {at}][: {reason}]. Read the test first, then mend the code under test.',
    },
    {
      key: 'php.phpstan_error',
      severity: 'recoverable',
      stage: 'build',
      line: /^(?<file>\S+\.php):(?<line>\d+):(?<message>[A-Z].+)$/,
      hint: 'PHPStan at {at}: {message}. Mend the types; do not add it to the baseline.',
    },
  ],
};
