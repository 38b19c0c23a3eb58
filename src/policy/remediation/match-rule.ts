import type { Finding, Location } from './finding.ts';
import { fillHint } from './fill-hint.ts';
import type { Beside, Rule } from './rule.ts';

type Groups = Readonly<Record<string, string>>;

/** A rule that holds at a line, with all groups and the indexes of the lines that showed it. */
interface Sighting {
  readonly groups: Groups;
  readonly lines: readonly number[];
}

/** Longest evidence, in characters. */
const longestEvidence = 300;

/** The failure that a rule sees at one line, if any. */
export function matchRule(
  rule: Rule,
  family: string,
  lines: readonly string[],
  index: number,
): Finding | undefined {
  const sighting = sight(rule, lines, index);
  return sighting && toFinding(rule, family, lines, sighting);
}

function sight(rule: Rule, lines: readonly string[], index: number): Sighting | undefined {
  const line = lines[index] ?? '';
  const match = rule.line.exec(line);
  if (match === null || rule.unless?.test(line) === true) return undefined;
  let sighting: Sighting = { groups: groupsOf(match), lines: [index] };
  for (const beside of rule.beside ?? []) {
    const at = find(beside, lines, index, sighting.groups);
    if (
      (beside.demand === 'must' && at === undefined) ||
      (beside.demand === 'must not' && at !== undefined)
    ) {
      return undefined;
    }
    if (at !== undefined) {
      sighting = { groups: join(sighting.groups, at.groups), lines: [...sighting.lines, at.index] };
    }
  }
  return sighting;
}

const groupsOf = (match: RegExpExecArray): Groups =>
  Object.fromEntries(
    Object.entries(match.groups ?? {}).flatMap(([name, value]) => {
      const text = (value as string | undefined)?.trim() ?? '';
      return text === '' ? [] : [[name, text]];
    }),
  );

function find(
  beside: Beside,
  lines: readonly string[],
  index: number,
  known: Groups,
): { index: number; groups: Groups } | undefined {
  const step = beside.where === 'above' ? -1 : 1;
  for (let away = beside.where === 'here' ? 0 : 1; away <= beside.within; away++) {
    const line = lines[index + step * away];
    if (line === undefined || beside.until?.test(line) === true) return undefined;
    const groups = read(beside, line);
    if (groups !== undefined && isAbout(known, groups)) return { index: index + step * away, groups };
  }
  return undefined;
}

function read({ line: pattern, skip }: Beside, line: string): Groups | undefined {
  const match = skip?.test(line) === true ? null : pattern.exec(line);
  return match === null ? undefined : groupsOf(match);
}

/** A line that names another test, or shows another line of the same file, speaks of something else. */
const isAbout = (known: Groups, found: Groups): boolean =>
  agree(known['test'], found['test']) && (found['file'] !== undefined || agree(known['line'], found['line']));

const agree = (a: string | undefined, b: string | undefined): boolean =>
  a === undefined || b === undefined || a === b;

/** Adds what is not known yet. A line number belongs to its file: it is not taken over from another one. */
function join(known: Groups, found: Groups): Groups {
  const { file, line, column, ...rest } = found;
  const place = { file, line, column };
  return { ...(placesAgree(known, found) ? compact(place) : {}), ...rest, ...known };
}

const placesAgree = (known: Groups, found: Groups): boolean =>
  (known['file'] === undefined || found['file'] === undefined || sameFile(known['file'], found['file'])) &&
  (known['line'] === undefined || found['line'] === undefined);

const compact = (groups: Readonly<Record<string, string | undefined>>): Groups =>
  Object.fromEntries(
    Object.entries(groups).flatMap(([name, text]) => (text === undefined ? [] : [[name, text]])),
  );

const sameFile = (a: string, b: string): boolean => {
  const [short, long] = [tidyPath(a), tidyPath(b)].toSorted((one, two) => one.length - two.length);
  return short === long || (long ?? '').endsWith(`/${short}`);
};

const tidyPath = (path: string): string => path.replace(/^file:\/\//, '').replace(/^(?:\.\/)+/, '');

function toFinding(
  rule: Rule,
  family: string,
  lines: readonly string[],
  { groups, lines: shown }: Sighting,
): Finding {
  const { file, line, column, test, ...captures } = groups;
  const location: Location = {
    ...(file !== undefined && { file: tidyPath(file) }),
    ...(line !== undefined && { line: Number(line) }),
    ...(column !== undefined && { column: Number(column) }),
    ...(test !== undefined && { test }),
  };
  return {
    key: rule.key,
    family,
    severity: rule.severity,
    stage: rule.stage,
    ...(Object.keys(location).length > 0 && { location }),
    captures,
    hint: fillHint(rule.hint, location, captures),
    evidence: quoteLines(lines, shown),
  };
}

/** The lines that showed it, in the order of the text. */
const quoteLines = (lines: readonly string[], shown: readonly number[]): string =>
  [...new Set(shown)]
    .toSorted((a, b) => a - b)
    .map((index) => (lines[index] ?? '').trim())
    .filter((line) => line !== '')
    .join(' | ')
    .slice(0, longestEvidence);
