import type { BudgetAxis } from '../domain/budget.ts';
import { tokensOf } from '../domain/turn.ts';
import type { Used } from '../policy/budget.ts';
import type { GoalDocument } from './state.ts';

/** What the goal has used on each budget axis. Wall time is the working clock: agent and acceptance time only. */
export function usedBy(goal: GoalDocument): Used {
  const cost: Partial<Record<BudgetAxis, number>> =
    goal.usage.costUsd === undefined ? {} : { costUsd: goal.usage.costUsd };
  return {
    turns: goal.turn,
    wallMs: goal.usage.wallMs + goal.checksMs,
    tokens: tokensOf(goal.usage),
    denies: goal.streak.denies,
    errors: goal.streak.errors,
    overflows: goal.streak.overflows,
    ...cost,
  };
}
