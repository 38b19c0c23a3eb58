import { budgetAxes, type BudgetAxis } from '../../../domain/budget.ts';
import { isTerminal } from '../../../domain/goal.ts';
import { exhaustedAxis } from '../../../policy/budget.ts';
import { record, type Draft } from '../../draft.ts';
import type { EventOf } from '../../events.ts';
import { exhaust, stopWaiting, waitForBudget } from '../../moves/wait.ts';
import { budgetOf, usedBy } from '../../used.ts';

/** Budgets only ever grow. A goal that waited for it goes on when nothing is used up any more. */
export function onBudgetGrown(draft: Draft, event: EventOf<'BudgetGrown'>): void {
  const { goal } = draft;
  if (isTerminal(goal.state)) return;
  for (const axis of budgetAxes) {
    const more = event.add[axis] ?? 0;
    if (more <= 0 || goal.spec.budget[axis] === 0) continue;
    goal.grown[axis] = (goal.grown[axis] ?? 0) + more;
    goal.warned = goal.warned.filter((warned) => warned !== axis);
  }
  record(draft, 'decision', { what: 'budget grown', by: event.by, add: event.add, budget: budgetOf(goal) });
  draft.notices.push({ type: 'BudgetGrown', by: event.by, add: event.add });
  if (goal.waiting?.axis !== undefined) askAgain(draft, goal.waiting.axis);
}

/** What was asked for is there, perhaps; then it may be another budget that is used up. */
function askAgain(draft: Draft, asked: BudgetAxis): void {
  const used = usedBy(draft.goal);
  const axis = exhaustedAxis(budgetOf(draft.goal), used);
  if (axis === undefined) stopWaiting(draft);
  else if (axis !== asked) waitForBudget(draft, axis, used[axis] ?? 0);
}

/** Nobody gives more: the run ends with what it has. */
export function onBudgetRefused(draft: Draft, event: EventOf<'BudgetRefused'>): void {
  const { goal } = draft;
  if (goal.waiting?.reason !== 'budget') return;
  record(draft, 'decision', { what: 'budget refused', by: event.by });
  exhaust(draft, goal.waiting.axis);
}
