import { usageSince, type Usage } from '../../domain/turn.ts';
import type { GoalDocument } from '../../goal/state.ts';
import { budgetOf, usedBy } from '../../goal/used.ts';
import { budgetSummary, usedOfLimit } from '../format.ts';
import { growthWords } from '../growth.ts';

/** `1 of 40 turns · $0.02 of $5.00 · 5.7k of 2M tokens · 12 s of 4 h`; before the first turn the limits alone. */
export function budgetLine(goal: GoalDocument): string {
  const budget = budgetOf(goal);
  const more = growthWords(goal.grown);
  const grown = more === '' ? '' : ` (grown by ${more})`;
  if (goal.turn === 0) return `at most ${budgetSummary(budget)}${grown}`;
  const used = usedBy(goal);
  const parts = (['turns', 'costUsd', 'tokens', 'wallMs'] as const)
    .filter((axis) => budget[axis] > 0)
    .map((axis) => usedOfLimit(axis, used[axis] ?? 0, budget[axis]));
  return parts.join(' · ') + grown;
}

/** What this run has used, by kind; earlier runs have paid for themselves. */
export const runUsage = (goal: GoalDocument): Usage => ({
  ...usageSince(goal.usage, goal.before.usage),
  wallMs: goal.usage.wallMs - goal.before.usage.wallMs,
});
