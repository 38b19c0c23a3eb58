import { blankText } from './blank-text.ts';
import type { Language, TestForm } from './language.ts';
import { testSpan, type Span } from './test-span.ts';

/** A test as it stands in a file. */
export interface FoundTest {
  readonly name: string;
  /** From 1. */
  readonly line: number;
  /** Its text without blanks: the same test elsewhere is known by it. */
  readonly print: string;
  readonly skipped: boolean;
  /** Places that judge something. */
  readonly asserts: number;
}

/** What stands in a test file. */
export interface TestFile {
  readonly tests: readonly FoundTest[];
  /** Marks that leave something out and belong to no single test; and those that leave out everything else. */
  readonly looseSkips: number;
  readonly focus: number;
  /** Assertions outside of tests: in helpers. */
  readonly looseAsserts: number;
}

/** More tests in one file are not looked at. */
const mostTests = 3000;

/** Finds the tests of a file by the words of its language; nothing is parsed, so that any version of a language will do. */
export function findTests(text: string, language: Language): TestFile {
  const code = blankText(text, language.syntax);
  const spans = language.forms
    .flatMap((form) => spansOf({ text, code }, form))
    .toSorted((a, b) => a.from - b.from)
    .slice(0, mostTests);
  const real = withoutTrivial(code);
  const tests = spans.map((span) => testOf({ text, code, real }, span, language));
  return {
    tests,
    looseSkips: countOutside(code, language.skips, spans),
    focus: language.focus === undefined ? 0 : count(code, language.focus),
    looseAsserts: countOutside(real, language.asserts, spans),
  };
}

interface Source {
  /** As it stands. */
  readonly text: string;
  /** Comments and contents of strings are blank. */
  readonly code: string;
}

function spansOf(source: Source, form: TestForm): Span[] {
  const spans: Span[] = [];
  const starts = [...source.code.matchAll(form.starts)].slice(0, mostTests);
  let end = 0;
  for (const [index, match] of starts.entries()) {
    // A test inside a test is a part of it.
    if (match.index < end) continue;
    const next = starts[index + 1]?.index ?? source.code.length;
    const span = testSpan(source, form, { at: match.index, length: match[0].length, next });
    if (span === undefined) continue;
    const name = match.slice(1).find((group) => group !== undefined);
    spans.push(name === undefined ? span : { ...span, name });
    end = span.to;
  }
  return spans;
}

function testOf(
  { text, code, real }: Source & { readonly real: string },
  { from, to, at, name }: Span,
  { skips, asserts }: Language,
): FoundTest {
  return {
    name: name.trim(),
    line: text.slice(0, at).split('\n').length,
    print: text.slice(at, to).replaceAll(/\s+/g, ''),
    skipped: count(code.slice(from, to), skips) > 0,
    asserts: count(real.slice(from, to), asserts),
  };
}

const count = (code: string, what: RegExp): number => [...code.matchAll(what)].length;

const countOutside = (code: string, what: RegExp, spans: readonly Span[]): number =>
  [...code.matchAll(what)].filter(({ index }) => !spans.some(({ from, to }) => index >= from && index < to))
    .length;

/** What holds whatever the code does judges nothing. */
const trivial =
  /\bexpect\(\s{0,9}(?:true|1|null|undefined)\s{0,9}\)[.\w]{1,40}\([^()]{0,20}\)|\bassert(?:\.ok|\.isTrue|True|_true|That)?!?[ (]\s{0,9}(?:true|True|1\s?==\s?1|1)\s{0,9}(?:\)|$)|\bexpect\(\s{0,9}true\s{0,9}\)|\bAssert\.(?:True|IsTrue)\(\s{0,9}true\s{0,9}\)/gm;

const withoutTrivial = (code: string): string =>
  code.replaceAll(trivial, (found) => found.replaceAll(/[^\n]/g, ' '));
