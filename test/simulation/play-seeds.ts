import { parentPort, workerData } from 'node:worker_threads';
import { simulate, type Report } from './simulate.ts';

/** What one helper of a long run plays: every `step`th seed from `start` on, before `end`. */
export interface Share {
  readonly start: number;
  readonly end: number;
  readonly step: number;
}

/** What came of one seed, without its story: that is played again when somebody wants to read it. */
export interface Verdict {
  readonly seed: number;
  readonly problems: readonly string[];
  readonly figures: Report['figures'];
}

// Aborts are values here, thousands of them; nobody reads where they came from.
Error.stackTraceLimit = 0;

const { start, end, step } = workerData as Share;
// A port between threads knows no origins.
// oxlint-disable-next-line unicorn/require-post-message-target-origin
for (let seed = start; seed < end; seed += step) parentPort?.postMessage(await play(seed));

async function play(seed: number): Promise<Verdict> {
  try {
    const { problems, figures } = await simulate(seed);
    return { seed, problems, figures };
  } catch (error) {
    return { seed, problems: [`the simulation itself broke: ${String(error)}`], figures: nothing };
  }
}

const nothing: Report['figures'] = { lives: 0, calls: 0, goals: 0, turns: 0, posts: 0, commits: 0, steps: 0 };
