import type { CheckResult, Criterion } from '../../../domain/acceptance.ts';
import type { EvaluationRequest } from '../../../ports/evaluator.ts';
import type { Tools } from '../performer.ts';

/** Runs the criteria in order, all of them: a person wants to see every failure at once. */
export async function runChecks(
  tools: Tools,
  criteria: readonly Criterion[],
  request: EvaluationRequest,
  signal: AbortSignal,
): Promise<CheckResult[]> {
  const results: CheckResult[] = [];
  for (const criterion of criteria) {
    signal.throwIfAborted();
    results.push(await tools.evaluator.evaluate(criterion, request, signal));
  }
  signal.throwIfAborted();
  return results;
}

/** What is judged where nobody has changed anything. */
export const untouched = {
  changes: { files: 0, insertions: 0, deletions: 0, untracked: 0, commits: 0 },
  files: [],
  readBase: async () => undefined,
  diff: async () => '',
} satisfies Partial<EvaluationRequest>;
