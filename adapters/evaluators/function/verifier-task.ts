import { z } from 'zod';
import type { VerifierSource } from '../../../src/domain/acceptance.ts';
import type { ChangedFile } from '../../../src/ports/workspace.ts';

/** What a function of the operator's is told. */
export interface VerifierContext {
  /** Absolute path of the worktree, which is also the working folder. */
  readonly workspace: string;
  /** The criterion's `args`. */
  readonly args: Readonly<Record<string, unknown>>;
  /** What the goal was asked to do. */
  readonly task: string;
  /** Every file that differs from the base. */
  readonly files: readonly ChangedFile[];
  /** The unified diff since base, cut at 1 MiB. */
  readonly diff: string;
}

export interface VerifierTask {
  readonly source: VerifierSource;
  readonly context: VerifierContext;
  /** Absolute path where the answer is written. */
  readonly answerFile: string;
}

/** What comes back: the function's answer, or why there is none. */
export const VerifierMessageSchema = z.union([
  z.object({ problem: z.string() }),
  z.object({
    answer: z.object({ ok: z.boolean(), reason: z.string().optional(), evidence: z.string().optional() }),
  }),
]);
