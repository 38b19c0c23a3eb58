import type { CheckResult } from '../../domain/acceptance.ts';
import { nothingNeeded } from '../../goal/on/work/on-checks-finished.ts';
import type { GoalDocument } from '../../goal/state.ts';
import { counts } from '../../policy/acceptance/excuse.ts';
import { fence, quote } from '../fence.ts';
import { plural } from '../format.ts';

/** The failed checks with their output, and what is advised against them. */
export function checksNews(goal: GoalDocument): string {
  const checks = goal.checks ?? [];
  const red = checks.filter((check) => !counts(check));
  if (red.length > 0)
    return [
      `# ${red.length} of ${plural(checks.length, 'check')} failed`,
      ...dedupe(red).map((check) => failedCheck(goal, check)),
      ...advice(goal),
      'Mend the cause, then end your turn.',
    ].join('\n\n');
  return goal.checks !== undefined && goal.diff?.files === 0
    ? `You changed nothing. Do the task, or say why nothing has to be changed and write ${nothingNeeded}.`
    : '';
}

/** Two checks with the same output say it once. */
function dedupe(checks: readonly CheckResult[]): CheckResult[] {
  const seen = new Set<string>();
  return checks.map((check) => {
    const repeated = check.evidence !== '' && seen.has(check.evidence);
    seen.add(check.evidence);
    return repeated ? { ...check, evidence: '' } : check;
  });
}

function failedCheck(goal: GoalDocument, check: CheckResult): string {
  const head = `## ${check.label}: ${check.reason}`;
  return check.evidence.trim() === '' ? head : `${head}\n${fence(goal.fence, 'output', check.evidence)}`;
}

/** Hints name files and tests as the output did: words from outside, so each stands in quotes on one line. */
function advice(goal: GoalDocument): string[] {
  const { trouble } = goal;
  if (trouble === undefined) return [];
  const again =
    trouble.count > 1
      ? [`This is the same failure ${trouble.count} times in a row: what you did about it did not help.`]
      : [];
  const hints = trouble.hints.map((hint) => `- ${quote(goal.fence, hint, 400).slice(1, -1)}`);
  if (again.length + hints.length === 0) return [];
  return [['# Advice', ...again, ...hints].join('\n')];
}
