import { adviseAgain } from './advise-again.ts';
import { byCause } from './finding.ts';
import type { Finding } from './finding.ts';

/** Old hints that go along with new advice: they say where, and did not help. */
const mostOldHints = 3;

/**
 * What the next prompt advises, most important first, from the findings of all red checks together. `repeats` is how
 * often the same failure came in a row: from the second time on the advice is to work in another way, because the first
 * advice did not help. Hints hold words from outside: quote them.
 */
export function remediationHint(findings: readonly Finding[], repeats: number): string[] {
  const causes = findings.toSorted(byCause);
  const hints = [...new Set(causes.map(({ hint }) => hint))];
  return repeats < 2 ? hints : [...adviseAgain(causes[0]), ...hints.slice(0, mostOldHints)];
}
