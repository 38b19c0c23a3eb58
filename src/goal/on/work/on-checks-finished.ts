import type { CheckResult, Verified } from '../../../domain/acceptance.ts';
import { exhaustedAxis } from '../../../policy/budget.ts';
import { record, type Draft } from '../../draft.ts';
import type { ChecksFinished } from '../../events.ts';
import { endRun } from '../../moves/end-run.ts';
import type { GoalDocument } from '../../state.ts';
import { budgetOf, usedBy } from '../../used.ts';
import { troubleOf } from './trouble.ts';

/** What the agent writes when it found that nothing has to be changed. */
export const nothingNeeded = 'NO_CHANGES_NEEDED';

/** The same failure so often in a row is for a person; more turns would only burn the budget. */
const mostTrouble = 3;

/** Nobody believes "done": all criteria must hold, and there must be changes unless the agent says that none were needed. */
export function onChecksFinished(draft: Draft, event: ChecksFinished): void {
  const { goal } = draft;
  goal.checks = [...event.results];
  goal.checksMs += event.wallMs;
  goal.diff = event.changes;
  if (event.tree !== undefined) goal.evaluatedTree = event.tree;
  if (event.flags !== undefined) goal.flags = [...event.flags];
  const withoutChanges = event.changes.files === 0 && !saysNothingNeeded(goal);
  const accepted = event.results.every((result) => result.ok) && !withoutChanges;
  record(draft, 'acceptance', { accepted, withoutChanges, results: event.results.map(brief) });
  if (accepted) return accept(draft, event);
  goal.next = 'checkpoint';
  goal.sameTurn = false;
  goal.trouble = troubleOf(goal, event.results);
  draft.notices.push({ type: 'ChecksFailed', turn: goal.turn, withoutChanges });
  if (goal.trouble.count >= mostTrouble) giveUp(draft, goal.trouble.count);
}

/** Accepted work is committed; but what a person said meanwhile is heard first, as long as there is a turn for it. */
function accept(draft: Draft, event: ChecksFinished): void {
  const { goal } = draft;
  goal.verified = howVerified(event.results);
  delete goal.trouble;
  const unheard = goal.messages.some((message) => message.state === 'queued');
  const mayGoOn = exhaustedAxis(budgetOf(goal), usedBy(goal)) === undefined;
  goal.next = unheard && mayGoOn ? 'checkpoint' : 'commit';
  goal.sameTurn = false;
}

function giveUp(draft: Draft, count: number): void {
  const { goal } = draft;
  const why = `the checks failed ${count} times in the same way`;
  record(draft, 'escalate', { why });
  endRun(draft, 'escalated', {
    reason: why,
    hint: `The work is kept. Look at /goal logs ${goal.id} and /goal diff ${goal.id}, then say what to try: /goal continue ${goal.id} TEXT.`,
  });
}

const saysNothingNeeded = (goal: GoalDocument): boolean =>
  goal.turns.findLast((turn) => turn.kind === 'work')?.text.includes(nothingNeeded) ?? false;

/** From exit codes alone: checks that drover only computes from the diff prove nothing about the work. */
function howVerified(results: readonly CheckResult[]): Verified {
  const real = results.filter((result) => result.kind !== 'custom');
  return real.length > 0 ? 'verified' : 'unverified';
}

const brief = ({ label, ok, reason, durationMs }: CheckResult) => ({ label, ok, reason, durationMs });
