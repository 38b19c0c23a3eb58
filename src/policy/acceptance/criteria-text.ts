import type { Criterion } from '../../domain/acceptance.ts';

/** Criteria as a text that is the same for the same criteria, in whatever order their keys stand: what is digested. */
export const criteriaText = (criteria: readonly Criterion[]): string => JSON.stringify(sorted(criteria));

function sorted(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(sorted);
  if (typeof value !== 'object' || value === null) return value;
  return Object.fromEntries(
    Object.entries(value)
      .filter(([, inner]) => inner !== undefined)
      .toSorted(([a], [b]) => (a < b ? -1 : 1))
      .map(([key, inner]) => [key, sorted(inner)]),
  );
}
