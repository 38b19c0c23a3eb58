import { randomUUID } from 'node:crypto';
import { mkdir } from 'node:fs/promises';
import path from 'node:path';
import { CriterionSchema } from '../../../src/domain/acceptance.ts';
import type { VerifierSource } from '../../../src/domain/acceptance.ts';
import type { EvaluationRequest, Evaluator } from '../../../src/ports/evaluator.ts';
import type { HelperLlm } from '../../../src/ports/helper-llm.ts';
import { unchanged } from '../../support/core/evaluation.ts';
import { temporaryFolder } from '../../support/git-repository.ts';

const never = new AbortController().signal;

/** What an evaluator may be given. */
export interface Outside {
  readonly helper?: HelperLlm;
  readonly verifiers?: Readonly<Record<string, VerifierSource>>;
}

export type MakeEvaluator = (more?: Outside) => Evaluator;

/** A worktree, a log, and somebody who judges. */
export async function openLab(evaluator: Evaluator) {
  const folder = await temporaryFolder('drover-check-');
  const workspace = path.join(folder.path, 'worktree');
  const logFile = path.join(folder.path, 'logs', 'checks.log');
  await mkdir(workspace);
  const judge = (input: object, more: Partial<EvaluationRequest> = {}, signal = never) =>
    evaluator.evaluate(
      CriterionSchema.parse(input),
      { ...unchanged, workspace, logFile, tag: `test/${randomUUID()}`, ...more },
      signal,
    );
  return { ...folder, root: folder.path, workspace, logFile, judge };
}
