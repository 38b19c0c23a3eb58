import { budgetAxes, type Budget, type BudgetAxis } from '../domain/budget.ts';

/** What a run has used on each axis; an axis that cannot be measured is absent. */
export type Used = Readonly<Partial<Record<BudgetAxis, number>>>;

/** Share of an axis at which people are warned, once. */
const warnAt = 0.8;

/** The first guard that is used up, in order of precedence. A limit of 0 is off. */
export const exhaustedAxis = (budget: Budget, used: Used): BudgetAxis | undefined =>
  budgetAxes.find((axis) => budget[axis] > 0 && (used[axis] ?? 0) >= budget[axis]);

/** Guards past 80 % that nobody was warned of yet. Streaks are left out: they say nothing about spending. */
export const nearAxes = (budget: Budget, used: Used, warned: readonly string[]): readonly BudgetAxis[] =>
  (['turns', 'wallMs', 'costUsd', 'tokens'] as const).filter(
    (axis) => budget[axis] > 0 && !warned.includes(axis) && (used[axis] ?? 0) >= warnAt * budget[axis],
  );
