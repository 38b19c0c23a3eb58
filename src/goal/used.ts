import { budgetAxes, type Budget, type BudgetAxis } from '../domain/budget.ts';
import { tokensOf } from '../domain/turn.ts';
import type { Used } from '../policy/budget.ts';
import type { GoalDocument } from './state.ts';

/**
 * What this run has used on each budget axis; earlier runs had budgets of their own. Wall time is the working clock:
 * agent and acceptance time only.
 */
export function usedBy(goal: GoalDocument): Used {
  const { before, usage } = goal;
  const cost: Partial<Record<BudgetAxis, number>> =
    usage.costUsd === undefined ? {} : { costUsd: usage.costUsd - (before.usage.costUsd ?? 0) };
  return {
    turns: goal.turn,
    wallMs: usage.wallMs + goal.checksMs - before.usage.wallMs - before.checksMs,
    tokens: tokensOf(usage) - tokensOf(before.usage),
    denies: goal.streak.denies,
    errors: goal.streak.errors,
    overflows: goal.streak.overflows,
    ...cost,
  };
}

/** The budget as it was given and grown. An axis that is switched off (0) stays off. */
export function budgetOf(goal: GoalDocument): Budget {
  const budget = { ...goal.spec.budget };
  for (const axis of budgetAxes) if (budget[axis] > 0) budget[axis] += goal.grown[axis] ?? 0;
  return budget;
}
