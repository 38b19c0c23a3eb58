import { Worker } from 'node:worker_threads';
import { toError } from '../../../src/domain/errors.ts';
import type { Clock } from '../../../src/ports/clock.ts';

export interface MatchTask {
  /** Where `^` and `$` also mean the borders of a line. */
  readonly pattern: string;
  readonly text: string;
}

/** `problem`: why it cannot be told whether the text matches. */
export type MatchAnswer = { kind: 'match' } | { kind: 'no-match' } | { kind: 'problem'; reason: string };

/** A pattern that backtracks without end would otherwise hold all of drover. */
const limitMs = 2_000;

/** Matches in a thread of its own, which is ended when it takes too long. Rejects only with `signal.reason`. */
export async function matchText(task: MatchTask, clock: Clock, signal: AbortSignal): Promise<MatchAnswer> {
  signal.throwIfAborted();
  const wrong = syntaxProblem(task.pattern);
  if (wrong !== undefined) return { kind: 'problem', reason: wrong };
  const worker = new Worker(new URL('./match-worker.ts', import.meta.url), {
    workerData: task,
    env: {},
    execArgv: [],
  });
  const over = new AbortController();
  try {
    return await Promise.race([answerOf(worker), tooSlow(clock, AbortSignal.any([signal, over.signal]))]);
  } finally {
    over.abort();
    await worker.terminate();
  }
}

function syntaxProblem(pattern: string): string | undefined {
  try {
    return void new RegExp(pattern, 'm');
  } catch (error) {
    return toError(error).message;
  }
}

const answerOf = (worker: Worker): Promise<MatchAnswer> =>
  new Promise((resolve) => {
    worker.once('message', (matches: boolean) => resolve({ kind: matches ? 'match' : 'no-match' }));
    worker.once('error', (error) => {
      resolve({ kind: 'problem', reason: `the pattern could not be tried: ${toError(error).message}` });
    });
  });

async function tooSlow(clock: Clock, signal: AbortSignal): Promise<MatchAnswer> {
  await clock.sleep(limitMs, signal);
  return { kind: 'problem', reason: `the pattern took longer than ${limitMs / 1000} s` };
}
