import { goalNumber } from '../../../src/domain/ids.ts';
import type { GoalFilter, GoalSummary } from '../../../src/ports/store/goal-store.ts';
import type { GoalRow, Tables } from './tables.ts';

const filterNames = [
  'terminal',
  'project',
  'owner',
  'state',
  'thread',
] as const satisfies (keyof GoalFilter)[];

/** Goals that fit every given part of the filter, newest first. */
export function listGoals(tables: Tables, filter: GoalFilter): readonly GoalSummary[] {
  const wanted = filterNames.filter((name) => filter[name] !== undefined);
  return [...tables.goals.values()]
    .filter((row) => wanted.every((name) => row.index[name] === filter[name]))
    .toSorted(newestFirst)
    .map((row) => ({ ...row.index, id: row.id, version: row.version }));
}

const newestFirst = (a: GoalRow, b: GoalRow): number =>
  b.index.createdAt - a.index.createdAt || goalNumber(b.id) - goalNumber(a.id);
