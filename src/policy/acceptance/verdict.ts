import type { CheckResult, Criterion, Verified } from '../../domain/acceptance.ts';

/**
 * How far accepted work can be believed, from what programs ended with and from nothing that a model says.
 * `verified`: a command passed, and nothing was excused. `partly verified`: a failure was excused, or no command was run,
 * but a file or a function of the operator's holds. `unverified`: only the diff was looked at, or a model asked.
 */
export function verdict(criteria: readonly Criterion[], results: readonly CheckResult[]): Verified {
  if (results.some((result) => result.excused === true)) return 'partly verified';
  if (results.some((result) => result.ok && result.kind === 'shell')) return 'verified';
  const proves = results.some((result, index) => result.ok && provesSomething(criteria[index]));
  return proves ? 'partly verified' : 'unverified';
}

/** What drover computes from the diff holds for good and bad work alike. */
const provesSomething = (criterion: Criterion | undefined): boolean =>
  criterion?.kind === 'file' || (criterion?.kind === 'custom' && criterion.check === 'function');
