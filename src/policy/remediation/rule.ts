import type { Severity, Stage } from './finding.ts';

/**
 * How a failure is recognised: by one line, and by what must stand near it. Expressions are held against single lines
 * that were cut to `longestLine`, begin with `^`, and nest no repetition: no text makes them slow.
 *
 * Named groups `file`, `line`, `column` and `test` become the location, all others captures.
 */
export interface Rule {
  readonly key: string;
  readonly severity: Severity;
  readonly stage: Stage;
  readonly line: RegExp;
  /** The line is none of these. */
  readonly unless?: RegExp;
  readonly beside?: readonly Beside[];
  /** `{name}` stands for a capture, `{at}` for `file:line`; a part in `[…]` is left out when one of its names is unknown. */
  readonly hint: string;
}

/** A neighbour of the line, the nearest first. Groups that are known already are kept. */
export interface Beside {
  readonly where: 'above' | 'below' | 'here';
  /** In lines. */
  readonly within: number;
  readonly line: RegExp;
  /** Lines that look like it and do not count: frames of libraries. */
  readonly skip?: RegExp;
  /** The search ends here: the next failure begins. */
  readonly until?: RegExp;
  /** Without it, or with it, the rule does not hold; otherwise it only adds groups. */
  readonly demand?: 'must' | 'must not';
}

export interface RuleTable {
  readonly family: string;
  readonly rules: readonly Rule[];
}

/** Lines that name a test. People call tests after what they test: `✓ retries on ECONNRESET` is no network failure. */
export const title =
  /^\s*(?:[✓✔√✕✖✘×●○◌↓»›❯▶]|(?:not )?ok \d|\d+\) |(?:PASS|FAIL|FAILED|ERROR|RUN|SKIP|PASSED)\b[: ]+\S*(?:::|\.\w+ > |\btest)|--- |=== |test \S|\(pass\)|\(fail\)|\[ +\w+ +\])/;

/** Lines that show source code: `> 12 |   throw …`, `12| …`, and those of a diff. */
const code = /^\s*(?:(?:>\s*)?\d+ ?[|│]|[|│·]|[+-] )/;

/** Where prose, titles and source code could say the same words. */
export const notATool = new RegExp(`${title.source}|${code.source}`);
