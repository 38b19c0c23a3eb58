import type { Evaluator } from '../../src/ports/evaluator.ts';
import { evaluateCustom } from './custom/evaluate-custom.ts';
import { evaluateFile } from './file/evaluate-file.ts';
import { evaluateShell } from './shell/evaluate-shell.ts';
import type { ShellTools } from './shell/evaluate-shell.ts';

/** Judges every kind of criterion, each with the evaluator of its kind. */
export function createEvaluator(tools: ShellTools): Evaluator {
  return {
    async evaluate(criterion, request, signal) {
      signal.throwIfAborted();
      switch (criterion.kind) {
        case 'shell':
          return await evaluateShell(tools, criterion, request, signal);
        case 'file':
          return await evaluateFile(criterion, request.workspace, tools.clock, signal);
        case 'custom':
          return evaluateCustom(criterion, request.changes);
      }
    },
  };
}
