import type { CheckResult, Criterion } from '../domain/acceptance.ts';
import type { DiffStat } from '../domain/turn.ts';

export interface EvaluationRequest {
  /** Absolute path of the checkout to judge. */
  readonly workspace: string;
  /** Tag for the environment of child processes (`DROVER_TURN`). */
  readonly tag: string;
  /** Output of commands is appended here as it comes. */
  readonly logFile: string;
  /** Changes since base, for checks that judge them. */
  readonly changes: DiffStat;
}

/** Judges one criterion. A criterion that cannot be judged (bad regex, path outside) is a failed check with the reason. */
export interface Evaluator {
  evaluate(criterion: Criterion, request: EvaluationRequest, signal: AbortSignal): Promise<CheckResult>;
}
