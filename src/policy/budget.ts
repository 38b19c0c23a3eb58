import { budgetAxes, type Budget, type BudgetAxis } from '../domain/budget.ts';
import { tokensOf, type Usage } from '../domain/turn.ts';

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

/** The guard that a running turn breaks by what its stream has shown so far; the wall clock has a timer of its own. */
export function breachedAxis(budget: Budget, used: Used, sofar: Usage): BudgetAxis | undefined {
  const now: Used = {
    tokens: (used.tokens ?? 0) + tokensOf(sofar),
    costUsd: (used.costUsd ?? 0) + (sofar.costUsd ?? 0),
  };
  return exhaustedAxis(budget, now);
}

/** What people are offered to add when an axis is used up: about a quarter of what it was, at least something useful. */
export function offerFor(axis: BudgetAxis, limit: number): number {
  switch (axis) {
    case 'costUsd':
      return Math.max(1, Math.round(limit / 4));
    case 'turns':
    case 'tokens':
    case 'wallMs':
      return Math.max(1, Math.ceil(limit / 4));
    case 'denies':
    case 'errors':
      return 2;
    case 'overflows':
      return 1;
  }
}
