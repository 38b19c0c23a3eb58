/** How far trying again helps: with a hint, without changing anything, or not at all. */
export type Severity = 'recoverable' | 'transient' | 'hard';

/**
 * What is wrong comes before what is wrong because of it: a full disk breaks the build, a syntax error breaks the
 * tests. Findings are ranked in this order.
 */
export const stages = [
  /** The machine or the vendor: nothing in the project can help. */
  'machine',
  /** What must be there before anything runs: packages, lock files, modules, merged files. */
  'setup',
  'syntax',
  'build',
  /** Ports, networks, services, permissions: sometimes the cause of red tests, sometimes only mentioned by them. */
  'surroundings',
  'runtime',
  'test',
  'style',
  /** Known by its end only: it took too long. */
  'rest',
] as const;
export type Stage = (typeof stages)[number];

/** For sorting: causes first. */
export const byCause = (a: { readonly stage: Stage }, b: { readonly stage: Stage }): number =>
  stages.indexOf(a.stage) - stages.indexOf(b.stage);

/** As the tool printed it; `file://` and `./` are taken off. Lines and columns count from 1. */
export interface Location {
  readonly file?: string;
  readonly line?: number;
  readonly column?: number;
  /** The test's id in its own tool: `tests/test_a.py::test_b`, `math > adds`, `TestX/small`. */
  readonly test?: string;
}

/** One recognised failure in an output. */
export interface Finding {
  /** `python.syntax_error` */
  readonly key: string;
  readonly family: string;
  readonly severity: Severity;
  readonly stage: Stage;
  readonly location?: Location;
  /** What else was read off the output, by name: `code`, `module`, `message`, … */
  readonly captures: Readonly<Record<string, string>>;
  /** One or two sentences for the agent, filled in. They hold words from outside: quote them. */
  readonly hint: string;
  /** The lines it was recognised by, joined by ` | `, at most 300 characters. Text from outside. */
  readonly evidence: string;
}
