import { judgesBase, type CheckResult, type Criterion } from '../../domain/acceptance.ts';

interface Judged {
  readonly criteria: readonly Criterion[];
  /** What they said of the work, in their order. */
  readonly results: readonly CheckResult[];
  /** What those that judge the base said of it; undefined when it was never run. */
  readonly baseline?: readonly CheckResult[] | undefined;
}

/** Marks the failures that may stay: allowed by their criterion, and red on the base as well. */
export function excuse({ criteria, results, baseline }: Judged): CheckResult[] {
  const onBase = new Map(
    criteria.filter(judgesBase).map((criterion, index) => [criterion, baseline?.[index]] as const),
  );
  return results.map((result, index) => {
    const criterion = criteria[index];
    if (criterion?.excuseBaseline !== true || result.ok) return result;
    const before = onBase.get(criterion);
    return before?.ok === false && before.label === result.label ? { ...result, excused: true } : result;
  });
}

/** Whether a verdict has to wait for what the base says. */
export const mayExcuse = (criteria: readonly Criterion[]): boolean =>
  criteria.some((criterion) => criterion.excuseBaseline === true && judgesBase(criterion));

/** Passed, or allowed to stay red. */
export const counts = (result: CheckResult): boolean => result.ok || result.excused === true;
