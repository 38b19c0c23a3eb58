import { labelOfCriterion } from '../../../src/domain/acceptance.ts';
import type { CheckResult, CustomCriterion } from '../../../src/domain/acceptance.ts';
import { toError } from '../../../src/domain/errors.ts';
import type { Clock } from '../../../src/ports/clock.ts';
import type { EvaluationRequest } from '../../../src/ports/evaluator.ts';
import { evidenceOf } from '../shared/evidence.ts';
import { oneLine } from '../shared/one-line.ts';
import { judgeTests } from './judge-tests.ts';
import { nothingLeftOpen, pathsUntouched, somethingChanged } from './judge-changes.ts';
import type { Finding } from './judge-changes.ts';

/** The checks that drover computes itself. */
type Computed = Exclude<CustomCriterion, { check: 'function' }>;

/**
 * Judges the changes since base, committed or not. Nothing is run.
 * Rejects only with `signal.reason`.
 */
export async function evaluateCustom(
  criterion: Computed,
  request: EvaluationRequest,
  clock: Clock,
  signal: AbortSignal,
): Promise<CheckResult> {
  const begun = clock.now();
  const { reason, problems } = await judge(criterion, request, signal).catch((error: unknown): Finding => {
    signal.throwIfAborted();
    return { reason: `cannot be judged: ${oneLine(toError(error).message)}`, problems: [''] };
  });
  return {
    label: labelOfCriterion(criterion),
    kind: 'custom',
    ok: problems.length === 0,
    reason,
    evidence: evidenceOf(Buffer.from(problems.join('\n')), false),
    durationMs: clock.now() - begun,
  };
}

async function judge(criterion: Computed, request: EvaluationRequest, signal: AbortSignal): Promise<Finding> {
  switch (criterion.check) {
    case 'diffNonEmpty':
      return somethingChanged(request.changes);
    case 'gitClean':
      return nothingLeftOpen(request.files);
    case 'noPathsTouched':
      return pathsUntouched(request.files, criterion.globs);
    case 'testsNotWeakened':
      return await judgeTests(request, criterion.tests, signal);
  }
}
