import { adviseAgain } from './advise-again.ts';
import type { Finding } from './finding.ts';

/** Old hints that go along with new advice: they say where, and did not help. */
const mostOldHints = 3;

/**
 * What the next prompt advises, most important first. `repeats` is how often the same failure came in a row: from the
 * second time on the advice is to work in another way, because the first advice did not help. Hints hold words from
 * outside: quote them.
 */
export function remediationHint(findings: readonly Finding[], repeats: number): string[] {
  const hints = [...new Set(findings.map(({ hint }) => hint))];
  return repeats < 2 ? hints : [...adviseAgain(findings[0]), ...hints.slice(0, mostOldHints)];
}
