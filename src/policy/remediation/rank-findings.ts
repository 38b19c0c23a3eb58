import type { Finding, Location } from './finding.ts';
import { byCause } from './finding.ts';

/** What fits into a prompt and into a person's head. */
const mostFindings = 5;

/**
 * The root cause first, each failure once. Every class has its turn before a class has its second one, so that a
 * hundred lint errors do not hide a red test. `findings` come in the order of the text.
 */
export function rankFindings(findings: readonly Finding[]): readonly Finding[] {
  const ranked = withoutRepeats(findings).toSorted(byCause);
  const turns = ranked.map((finding, index) => ({ finding, turn: earlier(ranked, finding, index) }));
  const chosen = turns.toSorted((a, b) => a.turn - b.turn).slice(0, mostFindings);
  const taken = new Set(chosen.map(({ finding }) => finding));
  return ranked.filter((finding) => taken.has(finding));
}

const earlier = (ranked: readonly Finding[], { key }: Finding, index: number): number =>
  ranked.slice(0, index).filter((other) => other.key === key).length;

/** Tools say the same twice: as it happens and in a summary. The fuller one stays, in the place of the first. */
function withoutRepeats(findings: readonly Finding[]): readonly Finding[] {
  const kept: Finding[] = [];
  for (const finding of findings) {
    const at = kept.findIndex((other) => isSame(other, finding));
    const before = kept[at];
    if (before === undefined) kept.push(finding);
    else if (details(finding) > details(before)) kept[at] = finding;
  }
  return kept;
}

function isSame(a: Finding, b: Finding): boolean {
  if (a.key !== b.key) return false;
  const [one, two] = [a.location ?? {}, b.location ?? {}];
  if (one.test !== undefined && two.test !== undefined) {
    return (
      sameName(one.test, two.test) &&
      agree(one.file, two.file) &&
      agree(a.captures['suite'], b.captures['suite'])
    );
  }
  return samePlace(one, two) && sameCaptures(a, b);
}

const samePlace = (a: Location, b: Location): boolean =>
  agree(a.file, b.file) && agree(a.line, b.line) && agree(a.column, b.column);

/** Summaries shorten: `FooTest.adds` is `demo.FooTest.adds`. */
const sameName = (a: string, b: string): boolean => a === b || a.endsWith(`.${b}`) || b.endsWith(`.${a}`);

const agree = (a: unknown, b: unknown): boolean => a === undefined || b === undefined || a === b;

/** One may know less than the other, but nothing else. */
const sameCaptures = (a: Finding, b: Finding): boolean =>
  Object.entries(a.captures).every(([name, text]) => agree(text, b.captures[name]));

const details = ({ location = {}, captures }: Finding): number =>
  Object.keys(location).length * 10 + Object.keys(captures).length;
