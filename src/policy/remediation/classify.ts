import type { Finding } from './finding.ts';
import { matchRule } from './match-rule.ts';
import { rankFindings } from './rank-findings.ts';
import type { RuleTable } from './rule.ts';
import { agentTables, checkTables } from './rules/tables.ts';
import { unwrap } from './unwrap/unwrap.ts';

/** Where a text comes from. Only an agent's text can be about its vendor: rate limits, keys, models, sessions. */
export type Source = 'check' | 'agent';

const tables: Readonly<Record<Source, readonly RuleTable[]>> = { check: checkTables, agent: agentTables };

/**
 * The failures that an output shows, root cause first, at most five; none when nothing is recognised. Looks at the end of
 * the text only, and its work grows with the length of the text, whatever that says.
 */
export function classify(text: string, source: Source): readonly Finding[] {
  const lines = unwrap(text);
  return rankFindings(
    lines.flatMap((line, index) => (line === '' ? [] : findingsAt(tables[source], lines, index))),
  );
}

const findingsAt = (
  from: readonly RuleTable[],
  lines: readonly string[],
  index: number,
): readonly Finding[] =>
  from.flatMap(({ family, rules }) => rules.flatMap((rule) => matchRule(rule, family, lines, index) ?? []));
