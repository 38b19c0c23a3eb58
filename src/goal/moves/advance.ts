import { assertNever } from '../../domain/errors.ts';
import { isTerminal } from '../../domain/goal.ts';
import { mayExcuse } from '../../policy/acceptance/excuse.ts';
import { exhaustedAxis, nearAxes, type Used } from '../../policy/budget.ts';
import { mainEffect, order, record, type Draft } from '../draft.ts';
import type { GoalDocument } from '../state.ts';
import { budgetOf, usedBy } from '../used.ts';
import { heedDependencies } from './heed-dependencies.ts';
import { hold } from './hold.ts';
import { orderTurn } from './order-turn.ts';
import { awaitAnswers } from './question/await-answers.ts';
import { waitForBudget } from './wait.ts';

/**
 * Orders what comes next, if the goal may go on: called at the end of every folding.
 * Cancel has already ended the run; a pause holds before the next turn; then open questions and the budget; then the order
 * itself.
 */
export function advance(draft: Draft): void {
  heedDependencies(draft);
  const { goal } = draft;
  if (isTerminal(goal.state) || mainEffect(goal) !== undefined) return;
  const working = goal.state === 'preparing' || goal.state === 'running';
  if (goal.pauseWished && (!working || beforeTurn(goal))) hold(draft);
  if (goal.state !== 'preparing' && goal.state !== 'running') return;
  if (!(beforeTurn(goal) && (awaitAnswers(draft) || budgetEnds(draft)))) orderNext(draft);
}

const beforeTurn = (goal: GoalDocument): boolean =>
  goal.next === 'choose' || goal.next === 'prepare' || goal.next === 'checkpoint' || goal.next === 'turn';

function budgetEnds(draft: Draft): boolean {
  const { goal } = draft;
  const used = usedBy(goal);
  // Repeating a turn costs none: the turn guard looks at new turns only.
  const { turns, ...others } = used;
  const axis = exhaustedAxis(budgetOf(goal), goal.sameTurn ? others : { ...others, turns: turns ?? 0 });
  if (axis === undefined) {
    warnOf(draft, used);
    return false;
  }
  waitForBudget(draft, axis, used[axis] ?? 0);
  return true;
}

/** Tells, once for each axis, that a goal which goes on is near the end of a budget. */
function warnOf(draft: Draft, used: Used): void {
  const { goal } = draft;
  const budget = budgetOf(goal);
  for (const axis of nearAxes(budget, used, goal.warned)) {
    goal.warned.push(axis);
    record(draft, 'budget.warning', { axis, used: used[axis], limit: budget[axis] });
    draft.notices.push({ type: 'BudgetNear', axis, used: used[axis] ?? 0, limit: budget[axis] });
  }
}

function orderNext(draft: Draft): void {
  const { goal } = draft;
  switch (goal.next) {
    case 'choose':
      order(draft, { type: 'ChooseAgent' });
      break;
    case 'prepare':
      order(draft, { type: 'PrepareWorkspace' });
      break;
    case 'checkpoint':
      order(draft, { type: 'MakeCheckpoint', number: goal.checkpoints.length + 1 });
      break;
    case 'turn':
      orderTurn(draft);
      break;
    case 'evaluate':
      if (!awaitsBaseline(goal)) order(draft, { type: 'CheckAcceptance' });
      break;
    case 'commit':
      order(draft, { type: 'CommitWork' });
      break;
    case 'deliver':
      order(draft, { type: 'DeliverBranch', sha: goal.sha ?? '' });
      break;
    default:
      assertNever(goal.next);
  }
}

/** What may stay red if it was red before cannot be judged until that is known; the baseline runs, or has failed. */
const awaitsBaseline = ({ criteria, effects }: GoalDocument): boolean =>
  mayExcuse(criteria) && effects.some(({ type }) => type === 'RunBaseline');
