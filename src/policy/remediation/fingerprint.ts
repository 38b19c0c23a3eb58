import type { Finding } from './finding.ts';
import { normaliseEvidence, normaliseLine } from './normalise-evidence.ts';
import { unwrap } from './unwrap/unwrap.ts';

/** What is known of a red check besides its findings. */
export interface RedCheck {
  readonly label: string;
  readonly reason: string;
  readonly evidence: string;
}

/**
 * The identity of a failure: equal when the same thing is wrong again, different when something else is.
 *
 * A test is the same by its file and id, whatever it says this time. Anything else is the same by class, file and what
 * was read off it (symbol, code, message), not by its line: an edit further up shifts it. Parsers stop at the first
 * mistake, so for syntax the line of code counts, or else its number. How many failures the tool counts belongs to it:
 * three red tests instead of five are progress. What was not recognised is the same by its normalised output.
 *
 * @returns the classes to read, and a hash: `python.pytest_failure#1f…`. No secret: it only has to be short.
 */
export function fingerprint(findings: readonly Finding[], check: RedCheck): string {
  const what =
    findings.length > 0
      ? [...findings.map(identityOf).toSorted(), ...countsIn(check.evidence)]
      : [normaliseLine(check.reason), normaliseEvidence(check.evidence)];
  const names = [...new Set(findings.map(({ key }) => key))].join('+') || 'unrecognised';
  return `${names}#${hash([check.label, ...what].join('\n'))}`;
}

/** Captures that change from one run of the same failure to the next. */
const passing = new Set(['after', 'epoch', 'port', 'retryAfter', 'session']);

function identityOf({ key, stage, location = {}, captures }: Finding): string {
  const { file = '', line, test } = location;
  const place = normaliseLine(file);
  if (test !== undefined) return JSON.stringify([key, place, test, captures['suite']]);
  const told = Object.entries(captures)
    .filter(([name]) => !passing.has(name))
    .map(([name, text]) => `${name}=${normaliseLine(text)}`)
    .toSorted();
  const position = stage === 'syntax' && captures['source'] === undefined ? line : undefined;
  return JSON.stringify([key, place, position, ...told]);
}

/** Where tools sum up. */
const lastLines = 25;
const count =
  /\b(\d+) (failed|failing|failures?|errors?|problems?|offenses)\b|\b(failures|errors)[:=] ?(\d+)/gi;

/** `3 failed`, `Found 2 errors`, `FAILED (failures=1)`; what passed does not matter. */
const countsIn = (evidence: string): readonly string[] =>
  unwrap(evidence)
    .slice(-lastLines)
    .flatMap((line) => [...line.matchAll(count)])
    .map(([, before, what, name, after]) => `${before ?? after} ${(what ?? name ?? '').toLowerCase()}`);

/** FNV-1a over UTF-16 units, twice with different beginnings: 64 bits are enough to tell failures of one goal apart. */
const hash = (text: string): string => fnv(text, 0x811c9dc5) + fnv(text, 0x2b3f51d7);

function fnv(text: string, basis: number): string {
  let state = basis;
  for (let at = 0; at < text.length; at++) state = Math.imul(state ^ text.charCodeAt(at), 0x01000193);
  return (state >>> 0).toString(16).padStart(8, '0');
}
