import type { CheckResult, Criterion } from '../domain/acceptance.ts';
import type { DiffStat } from '../domain/turn.ts';
import type { ChangedFile } from './workspace.ts';

export interface EvaluationRequest {
  /** Absolute path of the checkout to judge. */
  readonly workspace: string;
  /** Tag for the environment of child processes (`DROVER_TURN`). */
  readonly tag: string;
  /** Output of commands is appended here as it comes. */
  readonly logFile: string;
  /** Changes since base, for checks that judge them. */
  readonly changes: DiffStat;
  /** Every file that differs from the base: committed, uncommitted and untracked. */
  readonly files: readonly ChangedFile[];
  /** What the goal was asked to do: words of a person. */
  readonly task: string;
  /** A file's text at the base; undefined when it is not there, or larger than 1 MiB. */
  readonly readBase: (path: string) => Promise<string | undefined>;
  /** The unified diff since base, cut at that many bytes. */
  readonly diff: (maxBytes: number) => Promise<string>;
}

/** Judges one criterion. A criterion that cannot be judged (bad regex, path outside) is a failed check with the reason. */
export interface Evaluator {
  evaluate(criterion: Criterion, request: EvaluationRequest, signal: AbortSignal): Promise<CheckResult>;
}
