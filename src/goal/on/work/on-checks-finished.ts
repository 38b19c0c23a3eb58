import type { CheckResult, Verified } from '../../../domain/acceptance.ts';
import { record, type Draft } from '../../draft.ts';
import type { ChecksFinished } from '../../events.ts';
import type { GoalDocument } from '../../state.ts';

/** What the agent writes when it found that nothing has to be changed. */
export const nothingNeeded = 'NO_CHANGES_NEEDED';

/** Nobody believes "done": all criteria must hold, and there must be changes unless the agent says that none were needed. */
export function onChecksFinished(draft: Draft, event: ChecksFinished): void {
  const { goal } = draft;
  goal.checks = [...event.results];
  goal.checksMs += event.wallMs;
  goal.diff = event.changes;
  const withoutChanges = event.changes.files === 0 && !saysNothingNeeded(goal);
  const accepted = event.results.every((result) => result.ok) && !withoutChanges;
  record(draft, 'acceptance', { accepted, withoutChanges, results: event.results.map(brief) });
  if (accepted) {
    goal.verified = howVerified(event.results);
    goal.next = 'commit';
    return;
  }
  goal.next = 'checkpoint';
  goal.sameTurn = false;
  draft.notices.push({ type: 'ChecksFailed', turn: goal.turn, withoutChanges });
}

const saysNothingNeeded = (goal: GoalDocument): boolean =>
  goal.turns.at(-1)?.text.includes(nothingNeeded) ?? false;

/** From exit codes alone: checks that drover only computes from the diff prove nothing about the work. */
function howVerified(results: readonly CheckResult[]): Verified {
  const real = results.filter((result) => result.kind !== 'custom');
  return real.length > 0 ? 'verified' : 'unverified';
}

const brief = ({ label, ok, reason, durationMs }: CheckResult) => ({ label, ok, reason, durationMs });
