import { availableParallelism } from 'node:os';
import { parseArgs } from 'node:util';
import { Worker } from 'node:worker_threads';
import type { Share, Verdict } from './play-seeds.ts';
import { simulate, type Report } from './simulate.ts';

/** Seeds between two lines of progress. */
const lineEvery = 500;

const { values } = parseArgs({
  options: {
    seeds: { type: 'string', default: '1000' },
    start: { type: 'string', default: '1' },
    seed: { type: 'string' },
    jobs: { type: 'string', default: String(availableParallelism()) },
  },
});

const say = (line: string) => void process.stdout.write(`${line}\n`);

/** Plays one seed and tells its whole story; answers the exit code. */
async function tell(seed: number): Promise<number> {
  const { trace, problems, figures } = await simulate(seed);
  for (const line of trace) say(line);
  say(`seed ${seed}: ${sumOf([figures])}`);
  for (const problem of problems) say(`✘ ${problem}`);
  if (problems.length === 0) say('✔ everything held');
  return problems.length === 0 ? 0 : 1;
}

/** Plays many seeds on all cores until one fails, and tells the story of that one. */
async function playMany(start: number, count: number, jobs: number): Promise<number> {
  const verdicts: Verdict[] = [];
  const shares = Array.from({ length: jobs }, (_, index) => ({
    start: start + index,
    end: start + count,
    step: jobs,
  }));
  const failed = await playShares(shares, (verdict) => {
    verdicts.push(verdict);
    if (verdicts.length % lineEvery === 0) say(`${verdicts.length} of ${count} seeds`);
  });
  say(`${verdicts.length} seeds: ${sumOf(verdicts.map(({ figures }) => figures))}`);
  if (failed === undefined) {
    say('✔ everything held in every one of them');
    return 0;
  }
  say(`✘ seed ${failed}; this is its story:\n`);
  await tell(failed);
  say(`\nAgain: npm run simulate -- --seed ${failed}`);
  return 1;
}

/** The lowest seed that failed, of those that were played until the first failure was heard of. */
async function playShares(
  shares: readonly Share[],
  heard: (verdict: Verdict) => void,
): Promise<number | undefined> {
  const failed: number[] = [];
  const workers = shares.map(
    (share) => new Worker(new URL('play-seeds.ts', import.meta.url), { workerData: share }),
  );
  const over = workers.map(
    (worker) =>
      new Promise<void>((resolve, reject) => {
        worker.on('message', (verdict: Verdict) => {
          heard(verdict);
          if (verdict.problems.length === 0) return;
          failed.push(verdict.seed);
          for (const other of workers) void other.terminate();
        });
        worker.on('error', reject);
        worker.on('exit', () => resolve());
      }),
  );
  await Promise.all(over);
  return failed.length === 0 ? undefined : Math.min(...failed);
}

function sumOf(figures: readonly Report['figures'][]): string {
  const names = ['lives', 'goals', 'turns', 'commits', 'posts', 'calls', 'steps'] as const;
  const sum = (name: (typeof names)[number]) => figures.reduce((total, row) => total + row[name], 0);
  return names.map((name) => `${sum(name)} ${name}`).join(', ');
}

process.exitCode =
  values.seed === undefined
    ? await playMany(Number(values.start), Number(values.seeds), Number(values.jobs))
    : await tell(Number(values.seed));
