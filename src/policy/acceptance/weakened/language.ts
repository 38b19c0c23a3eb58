/** How comments and texts are written, so that words in them are not taken for code. */
export interface Syntax {
  /** Beginnings of comments that end with the line. */
  readonly lineComments: readonly string[];
  readonly blockComments: boolean;
  /** Characters that open and close a text; those of `multiline` may hold line breaks. */
  readonly quotes: string;
  readonly multiline: string;
  /** `"""` and `'''` open longer texts. */
  readonly triple: boolean;
  /** A slash where a value may begin opens a regular expression. */
  readonly regexps?: boolean;
  /** A single quote may stand for something else than a text (Rust's lifetimes). */
  readonly lifetimes?: boolean;
}

/** One way in which a language writes tests. Expressions are tried on text whose comments and strings are blank. */
export interface TestForm {
  /** Global. Finds where a test begins; its first group that matched is the test's name, where code names it. */
  readonly starts: RegExp;
  /** How far a test reaches: its call, its braces, its indentation, or to the next test. */
  readonly body: 'call' | 'braces' | 'indent' | 'next';
  /** What the attributes above it must hold, unless the name says it. */
  readonly head?: RegExp;
  readonly name?: RegExp;
  /** The same in the comment above it. */
  readonly doc?: RegExp;
}

/** What is known of the tests of a language. All expressions are global. */
export interface Language {
  readonly files: RegExp;
  readonly syntax: Syntax;
  readonly forms: readonly TestForm[];
  /** A test, or what holds tests, is left out. */
  readonly skips: RegExp;
  /** Everything else is left out. */
  readonly focus?: RegExp;
  readonly asserts: RegExp;
}

/** Functions that judge something, by what they are called: `expectValid(…)`, `assert.ok(…)`, `verify(…)`. */
export const judging = String.raw`(?<![\w$])(?:expect|assert|check|verify|ensure|must|should)\w{0,60}(?:(?:\.|::)\w{1,60}){0,4}!?\s?[(<{]`;

/** Several expressions as one. */
export const anyOf = (...sources: readonly string[]): RegExp => new RegExp(sources.join('|'), 'gm');

export const curly: Syntax = {
  lineComments: ['//'],
  blockComments: true,
  quotes: `"'`,
  multiline: '',
  triple: false,
};
