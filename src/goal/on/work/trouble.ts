import type { CheckResult } from '../../../domain/acceptance.ts';
import { counts } from '../../../policy/acceptance/excuse.ts';
import { classify } from '../../../policy/remediation/classify.ts';
import { fingerprint } from '../../../policy/remediation/fingerprint.ts';
import { remediationHint } from '../../../policy/remediation/remediation-hint.ts';
import type { GoalDocument } from '../../state.ts';

type Trouble = NonNullable<GoalDocument['trouble']>;

/** Hints that fit into a prompt. */
const mostHints = 6;

/**
 * What is wrong, whether it is the same as last time, and what is advised against it. Something that a person said
 * between two failures begins the count anew: the agent knew more.
 */
export function troubleOf(goal: GoalDocument, results: readonly CheckResult[]): Trouble {
  const red = results.filter((result) => !counts(result));
  const found = red.map((check) => ({
    check,
    findings: classify(`${check.evidence}\n${check.reason}`, 'check'),
  }));
  const print =
    red.length === 0
      ? 'no changes'
      : found
          .map(({ check: { label, reason, evidence }, findings }) =>
            fingerprint(findings, { label, reason, evidence }),
          )
          .join('\n');
  const same = goal.trouble?.fingerprint === print && !heardSomebody(goal);
  const count = same ? (goal.trouble?.count ?? 0) + 1 : 1;
  const hints = remediationHint(
    found.flatMap(({ findings }) => findings),
    count,
  );
  return { fingerprint: print, count, hints: hints.slice(0, mostHints) };
}

const heardSomebody = (goal: GoalDocument): boolean =>
  goal.messages.some((message) => message.state === 'acknowledged' && message.turn === goal.turn);
