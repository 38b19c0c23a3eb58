import type { Beside, RuleTable } from '../../rule.ts';

const arrow: Beside = {
  where: 'below',
  within: 3,
  line: /^\s*--> (?<file>(?:[A-Za-z]:)?[^:]+\.rs):(?<line>\d+):(?<column>\d+)/,
  until: /^(?:error|warning)/,
};
const source: Beside = {
  where: 'below',
  within: 9,
  line: /^(?<line>\d+)\s+\| (?<source>.*\S)/,
  until: /^(?:error|warning)/,
};
/** Cargo's own summing up. */
const summary =
  /^error: (?:could not compile|aborting due|test failed|process didn't exit|\d+ targets? failed)/;

export const rust: RuleTable = {
  family: 'rust',
  rules: [
    {
      key: 'rust.compile_error',
      severity: 'recoverable',
      stage: 'build',
      line: /^error\[(?<code>E\d+)\]: (?<message>.+)/,
      beside: [arrow, source],
      hint: 'rustc[ at {at}]: {message} ({code}). Work from that span; "rustc --explain {code}" tells more.',
    },
    {
      key: 'rust.compile_error',
      severity: 'recoverable',
      stage: 'syntax',
      line: /^error: (?<message>.+)/,
      unless: summary,
      beside: [{ ...arrow, demand: 'must' }, source],
      hint: 'rustc at {at}: {message}. Work from that span.',
    },
    {
      key: 'rust.link_error',
      severity: 'recoverable',
      stage: 'build',
      line: /^error: linking with [`'](?<linker>[^`']+)[`'] failed/,
      beside: [
        {
          where: 'below',
          within: 25,
          line: /(?:undefined reference to|unable to find library|cannot find) [`']?(?<symbol>[^`'\s]+)/,
        },
      ],
      hint: 'Linking fails[: {symbol} is missing]. A library or a feature of a crate is missing; look at build scripts and Cargo.toml.',
    },
    {
      key: 'rust.test_failure',
      severity: 'recoverable',
      stage: 'test',
      line: /^test (?<test>\S.*?)(?: - should panic)? \.\.\. FAILED$/,
      beside: [
        {
          where: 'below',
          within: 200,
          line: /^thread '(?<test>[^']+)'(?: \(\d+\))? panicked at (?:'.*', )?(?<file>[^:]+\.rs):(?<line>\d+):(?<column>\d+)/,
        },
      ],
      hint: 'The test {test} fails[ at {at}]. Read it and its message first, then mend the code under test.',
    },
    {
      key: 'rust.test_failure',
      severity: 'recoverable',
      stage: 'test',
      line: /^\s+(?:FAIL|SIGABRT|TIMEOUT) \[[ \d.]+s\] (?:\([^)]*\) )?[\w:-]+ (?<test>\S+)$/,
      hint: 'The test {test} fails. Read it and its message first, then mend the code under test.',
    },
    {
      key: 'rust.panic',
      severity: 'recoverable',
      stage: 'runtime',
      line: /^thread '(?<thread>main|<unnamed>|tokio[\w-]*)'(?: \(\d+\))? panicked at (?:'(?<message>.*)', )?(?<file>[^:]+\.rs):(?<line>\d+):(?<column>\d+)/,
      beside: [{ where: 'below', within: 1, line: /^(?<message>\S.*)/ }],
      hint: 'The program panics at {at}[: {message}]. Mend the cause; do not replace it by a default.',
    },
    {
      key: 'rust.manifest_error',
      severity: 'recoverable',
      stage: 'setup',
      line: /^error: (?<message>failed to parse manifest at .+|could not find `Cargo\.toml`.*|failed to load manifest .+|no such command: .+|no (?:bin|test|example) target named .+)/,
      hint: 'Cargo: {message}. Look at Cargo.toml and at the folder the command runs in.',
    },
  ],
};
