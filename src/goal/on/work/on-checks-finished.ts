import type { CheckResult } from '../../../domain/acceptance.ts';
import { counts, excuse } from '../../../policy/acceptance/excuse.ts';
import { verdict } from '../../../policy/acceptance/verdict.ts';
import { exhaustedAxis } from '../../../policy/budget.ts';
import { record, type Draft } from '../../draft.ts';
import type { ChecksFinished } from '../../events.ts';
import { bookHelper } from '../../moves/book-helper.ts';
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
  const results = excuse({ criteria: goal.criteria, results: event.results, baseline: goal.baseline });
  goal.checks = results;
  for (const { usage } of results) bookHelper(draft, usage);
  goal.checksMs += event.wallMs;
  noteRound(draft, event.wallMs);
  goal.diff = event.changes;
  if (event.tree !== undefined) goal.evaluatedTree = event.tree;
  if (event.flags !== undefined) goal.flags = [...event.flags];
  const withoutChanges = event.changes.files === 0 && !saysNothingNeeded(goal);
  const accepted = results.every(counts) && !withoutChanges;
  if (accepted) goal.verified = verdict(goal.criteria, results);
  record(draft, 'acceptance', facts(goal, { accepted, withoutChanges }));
  if (accepted) return accept(draft);
  goal.next = 'checkpoint';
  goal.sameTurn = false;
  goal.trouble = troubleOf(goal, results);
  draft.notices.push({ type: 'ChecksFailed', turn: goal.turn, withoutChanges });
  if (goal.trouble.count >= mostTrouble) giveUp(draft, goal.trouble.count);
}

/** When the work was judged, and how it went. */
function noteRound({ goal, context }: Draft, wallMs: number): void {
  const red = (goal.checks ?? []).filter((check) => !counts(check)).length;
  goal.rounds = [...(goal.rounds ?? []), { run: goal.run, at: context.now, wallMs, red }];
}

/** Accepted work is committed; but what a person said meanwhile is heard first, as long as there is a turn for it. */
function accept(draft: Draft): void {
  const { goal } = draft;
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

/** What the log says: verdicts and no output. */
const facts = (goal: GoalDocument, how: { accepted: boolean; withoutChanges: boolean }) => ({
  ...how,
  ...(how.accepted ? { verified: goal.verified } : {}),
  results: (goal.checks ?? []).map(brief),
  tree: goal.evaluatedTree,
  flags: goal.flags ?? [],
});

const brief = ({ label, ok, reason, durationMs, excused }: CheckResult) => ({
  label,
  ok,
  reason,
  durationMs,
  ...(excused === undefined ? {} : { excused }),
});
