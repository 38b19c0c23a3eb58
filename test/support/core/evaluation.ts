import { silentHelper } from '../../../adapters/helper-llm/silent-helper.ts';
import { systemClock } from '../../../adapters/system/system-clock.ts';
import type { EvaluationRequest } from '../../../src/ports/evaluator.ts';

/** What an evaluator needs beside an environment: no functions, no model. */
export const bare = { clock: systemClock, helper: silentHelper, verifiers: {} };

/** A worktree in which nobody has changed anything. */
export const unchanged: Omit<EvaluationRequest, 'workspace' | 'tag' | 'logFile'> = {
  changes: { files: 0, insertions: 0, deletions: 0, untracked: 0, commits: 0 },
  files: [],
  task: 'fix the flaky login test',
  readBase: async () => undefined,
  diff: async () => '',
};
