import { randomUUID } from 'node:crypto';
import { labelOfCriterion } from '../../../src/domain/acceptance.ts';
import type { CheckResult, LlmJudgeCriterion } from '../../../src/domain/acceptance.ts';
import { toError } from '../../../src/domain/errors.ts';
import type { Clock } from '../../../src/ports/clock.ts';
import type { EvaluationRequest } from '../../../src/ports/evaluator.ts';
import type { HelperAnswer, HelperLlm } from '../../../src/ports/helper-llm.ts';
import { oneLine } from '../shared/one-line.ts';
import { judgePrompt, judgeSystem } from './judge-prompt.ts';
import { opinionShape, type Opinion } from './opinion.ts';

export interface JudgeTools {
  readonly helper: HelperLlm;
  readonly clock: Clock;
}

/** Longest time for a verdict, in milliseconds. */
const capMs = 30_000;
/** The diff that the model is shown, in bytes. */
const maxDiffBytes = 96 * 1024;

/**
 * Asks the helper model whether the changes meet a criterion. Only a well-formed yes passes: no model, no answer, a late
 * or a malformed one is a failed check with the reason. Rejects only with `signal.reason`.
 */
export async function evaluateLlmJudge(
  { helper, clock }: JudgeTools,
  criterion: LlmJudgeCriterion,
  request: EvaluationRequest,
  signal: AbortSignal,
): Promise<CheckResult> {
  const begun = clock.now();
  const answer = await ask(helper, criterion, request, signal);
  const { usage, ...verdict } = answer;
  return {
    label: labelOfCriterion(criterion),
    kind: 'llmJudge',
    ...verdict,
    evidence: '',
    durationMs: clock.now() - begun,
    ...(usage === undefined ? {} : { usage }),
  };
}

type Verdict = Pick<CheckResult, 'ok' | 'reason' | 'usage'>;

async function ask(
  helper: HelperLlm,
  criterion: LlmJudgeCriterion,
  request: EvaluationRequest,
  signal: AbortSignal,
): Promise<Verdict> {
  try {
    const diff = await request.diff(maxDiffBytes);
    const facts = { criterion: criterion.criterion, task: request.task, diff, mark: randomUUID() };
    const answer = await helper.ask<Opinion>(
      {
        use: 'judge',
        system: judgeSystem,
        prompt: judgePrompt(facts),
        capMs,
        shape: opinionShape,
        ...(criterion.model === undefined ? {} : { model: criterion.model }),
      },
      signal,
    );
    return verdictOf(answer);
  } catch (error) {
    signal.throwIfAborted();
    return { ok: false, reason: `could not be judged: ${oneLine(toError(error).message)}` };
  }
}

function verdictOf(answer: HelperAnswer<Opinion>): Verdict {
  const { usage } = answer;
  if (!answer.ok) return { ok: false, reason: `could not be judged: ${oneLine(answer.message)}`, usage };
  const { pass, reason } = answer.value;
  return { ok: pass, reason: oneLine(`${answer.model}: ${reason}`), usage };
}
