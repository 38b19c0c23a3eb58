import { budgetAxes, type BudgetAxis } from '../../domain/budget.ts';
import type { GoalDocument } from '../../goal/state.ts';
import { budgetOf, usedBy } from '../../goal/used.ts';
import { axisValue, usedOfLimit } from '../format.ts';
import type { Field } from './fields.ts';

const labels: Readonly<Record<BudgetAxis, string>> = {
  turns: 'Turns',
  wallMs: 'Time',
  costUsd: 'Cost',
  tokens: 'Tokens',
  denies: 'Refused in a row',
  errors: 'Failed in a row',
  overflows: 'Overflows in a row',
};

/** Every axis: what this run has used of which limit, and by how much the limit was grown. */
export const budgetTable = (goal: GoalDocument): Field[] =>
  budgetAxes.map((axis) => ({ label: labels[axis], value: [axisLine(goal, axis)] }));

function axisLine(goal: GoalDocument, axis: BudgetAxis): string {
  const limit = budgetOf(goal)[axis];
  const used = usedBy(goal)[axis];
  if (limit === 0) return used === undefined ? 'no limit' : `${axisValue(axis, used)}, no limit`;
  const grown = goal.grown[axis] ?? 0;
  const more = grown > 0 ? ` (grown by ${axisValue(axis, grown)})` : '';
  return `${used === undefined ? `not counted, of ${axisValue(axis, limit)}` : usedOfLimit(axis, used, limit)}${more}`;
}
