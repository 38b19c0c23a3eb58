import type { Beside, RuleTable } from '../../rule.ts';

/** `at demo.Foo.bar(Foo.java:10)`, outside of the platform and of test libraries. */
const frame: Beside = {
  where: 'below',
  within: 25,
  line: /^\s+at [\w.$/@<>]+\((?<file>[\w$-]+\.(?:java|kt|groovy|scala)):(?<line>\d+)\)/,
  skip: /\bat (?:app\/\/)?(?:java|jdk|sun|javax|org\.(?:junit|opentest4j|hamcrest|assertj|mockito|gradle|apache\.maven))\b/,
};
const testFirst = 'Read the test first, then mend the code under test.';

export const jvm: RuleTable = {
  family: 'java',
  rules: [
    {
      key: 'java.compile_error',
      severity: 'recoverable',
      stage: 'build',
      line: /^(?:\[ERROR\] )?(?<file>(?:[A-Za-z]:)?[^\s:]+\.(?:java|kt)):(?:\[(?<line>\d+),(?<column>\d+)\] (?:error: )?|(?<line>\d+):(?:(?<column>\d+):)? error: )(?<message>.+)/,
      beside: [{ where: 'below', within: 1, line: /^\s*(?<source>\S.*[;{}(),].*)/, until: /^\[/ }],
      hint: 'The compiler at {at}: {message}. Mend exactly that.',
    },
    {
      key: 'java.compile_error',
      severity: 'recoverable',
      stage: 'build',
      line: /^(?:e: (?:file:\/\/)?(?<file>\S+\.kts?):(?:(?<line>\d+):(?<column>\d+)| \((?<line>\d+), (?<column>\d+)\):)|\[error\] (?:-- .{0,60}?)?(?<file>\S+\.scala):(?<line>\d+):(?<column>\d+):?) (?<message>.+)/,
      hint: 'The compiler at {at}: {message}. Mend exactly that.',
    },
    {
      key: 'java.test_failure',
      severity: 'recoverable',
      stage: 'test',
      line: /^\[ERROR\]\s+(?<test>[\w$][\w$.]*\.[\w$]+(?:\([^)]*\))?(?:\[[^\]]*\])?):(?<line>\d+)(?:->\S+)? (?:» )?(?<reason>.+)$/,
      hint: `The test {test} fails in line {line}: {reason}. ${testFirst}`,
    },
    {
      key: 'java.test_failure',
      severity: 'recoverable',
      stage: 'test',
      line: /^(?:\[ERROR\]\s+)?(?<test>[\w$.]+(?:\([\w$., ]*\))?(?:\[[^\]]*\])?)\s+(?:-- )?Time elapsed: .{0,40}<<< (?:FAILURE|ERROR)!/,
      beside: [
        { where: 'below', within: 1, line: /^(?<reason>\S.*)/ },
        { ...frame, until: /Time elapsed: |^\[/ },
      ],
      hint: `The test {test} fails[ at {at}][: {reason}]. ${testFirst}`,
    },
    {
      key: 'java.test_failure',
      severity: 'recoverable',
      stage: 'test',
      line: /^(?<test>[^\s>].{0,300}? > .+?) FAILED$/,
      beside: [
        {
          where: 'below',
          within: 2,
          line: /^\s+(?<reason>[\w.$]+(?:Error|Exception|Failure)\w*)(?:: .*)? at (?<file>[\w$-]+\.(?:java|kt|groovy|scala)):(?<line>\d+)/,
        },
        { where: 'below', within: 2, line: /^\s+(?<reason>[\w.$]+(?:Error|Exception|Failure)\b.*)/ },
        { ...frame, until: / FAILED$/ },
      ],
      hint: `The test {test} fails[ at {at}][: {reason}]. ${testFirst}`,
    },
    {
      key: 'java.exception',
      severity: 'recoverable',
      stage: 'runtime',
      line: /^(?:Exception in thread "[^"]*" |Caused by: )(?<type>[\w.$]+(?:Exception|Error)\w*)(?:: (?<message>.+))?$/,
      beside: [{ ...frame, until: /^(?:Caused by|Exception in)/ }],
      unless: /AssertionFailedError|AssertionError|MojoFailureException|MojoExecutionException/,
      hint: '{type}[ at {at}][: {message}]. Find out which value gets there and why, then mend the code that makes it.',
    },
  ],
};
