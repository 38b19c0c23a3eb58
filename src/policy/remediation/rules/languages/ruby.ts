import type { RuleTable } from '../../rule.ts';

const testFirst = 'Read the test first, then mend the code under test.';

export const ruby: RuleTable = {
  family: 'ruby',
  rules: [
    {
      key: 'ruby.syntax_error',
      severity: 'recoverable',
      stage: 'syntax',
      line: /^(?:\S*ruby[\d.]*: )?(?<file>[^\s:]+\.(?:rb|rake|ru|gemspec)|[^\s:]*(?:Gemfile|Rakefile)):(?<line>\d+): (?:-> \S+ )?(?<message>syntax errors?\b.*|.+ \(SyntaxError\))$/,
      hint: 'Ruby cannot parse {at}: {message}. Mend that place only.',
    },
    {
      key: 'ruby.load_error',
      severity: 'recoverable',
      stage: 'setup',
      line: /^(?:\S+:\d+:in .{1,80}: )?(?:LoadError: )?\s*cannot load such file -- (?<module>\S+)/,
      beside: [
        {
          where: 'below',
          within: 12,
          line: /^\s+from (?<file>[^\s:<]+):(?<line>\d+):in /,
          skip: /\/(?:gems|ruby|vendor_ruby|rubygems)\//,
        },
      ],
      hint: 'Ruby finds no file {module}[ ({at})]: correct the path, or add the gem to the Gemfile.',
    },
    {
      key: 'ruby.exception',
      severity: 'recoverable',
      stage: 'runtime',
      line: /^(?<file>[^\s:<]+):(?<line>\d+):in .{1,100}?: (?<message>.+) \((?<type>[\w:]+)\)$/,
      unless: /\((?:LoadError|SyntaxError)\)$/,
      hint: '{type} at {at}: {message}. Find out which value gets there and why.',
    },
    {
      key: 'ruby.rspec_failure',
      severity: 'recoverable',
      stage: 'test',
      line: /^rspec '?(?<file>[^'\s:[]+\.rb)(?::(?<line>\d+)|\[[\d:]+\])'?(?: # (?<test>.+))?$/,
      hint: `The example[ {test}] at {at} fails. ${testFirst}`,
    },
    {
      key: 'ruby.minitest_failure',
      severity: 'recoverable',
      stage: 'test',
      line: /^(?<test>[A-Z][\w:]*#test_\w+)(?: \[(?<file>[^\s:\]]+):(?<line>\d+)\])?:?$/,
      beside: [
        { where: 'below', within: 1, line: /^(?<reason>\S.*)/ },
        { where: 'below', within: 6, line: /^\s+(?<file>[^\s:]+\.rb):(?<line>\d+):in /, skip: /\/gems\// },
      ],
      hint: `The test {test} fails[ at {at}][: {reason}]. ${testFirst}`,
    },
    {
      key: 'ruby.rubocop_offense',
      severity: 'recoverable',
      stage: 'style',
      line: /^(?<file>[^\s:]+):(?<line>\d+):(?<column>\d+): [CWEFR]: (?:\[Correctable\] )?(?<ruleId>[A-Z]\w+\/\w+): (?<message>.+)/,
      hint: 'RuboCop at {at}: {message} ({ruleId}). Change that place; do not switch the cop off.',
    },
  ],
};
