import type { Evaluator } from '../../src/ports/evaluator.ts';
import { evaluateCustom } from './custom/evaluate-custom.ts';
import { evaluateFile } from './file/evaluate-file.ts';
import { evaluateFunction } from './function/evaluate-function.ts';
import type { FunctionTools } from './function/evaluate-function.ts';
import { evaluateLlmJudge } from './llm-judge/evaluate-llm-judge.ts';
import type { JudgeTools } from './llm-judge/evaluate-llm-judge.ts';
import { evaluateShell } from './shell/evaluate-shell.ts';
import type { ShellTools } from './shell/evaluate-shell.ts';

export type EvaluatorTools = ShellTools & FunctionTools & JudgeTools;

/** Judges every kind of criterion, each with the evaluator of its kind. */
export function createEvaluator(tools: EvaluatorTools): Evaluator {
  return {
    async evaluate(criterion, request, signal) {
      signal.throwIfAborted();
      switch (criterion.kind) {
        case 'shell':
          return await evaluateShell(tools, criterion, request, signal);
        case 'file':
          return await evaluateFile(criterion, request.workspace, tools.clock, signal);
        case 'custom':
          return criterion.check === 'function'
            ? await evaluateFunction(tools, criterion, request, signal)
            : await evaluateCustom(criterion, request, tools.clock, signal);
        case 'llmJudge':
          return await evaluateLlmJudge(tools, criterion, request, signal);
      }
    },
  };
}
