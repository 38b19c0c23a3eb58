import { z } from 'zod';
import { toError } from '../../../src/domain/errors.ts';
import type { DroverProcess } from '../whole/drover-process.ts';
import { until } from '../until.ts';
import { killShims } from './deaths/kill-shims.ts';
import { calmLife, killAgainAndAgain } from './deaths/lives.ts';
import { act } from './people/person.ts';
import { settleMs } from './people/see-it-end.ts';
import { endStates, isTold } from './people/told-goals.ts';
import type { Stage } from './stage.ts';
import { troubleSlack } from './trouble.ts';

/** Half a long turn lasts that many milliseconds at least, and as many starts of drover. */
const leastLongMs = 4000;
const longStarts = 4;

/** People who type at the same time. */
const crowd = 5;

/**
 * People give and steer goals while Slack hiccups, shims are killed, and drover is killed that many times; then it may live until all is
 * done, and is stopped as an operator would. What remains on the disk and in Slack can be judged afterwards.
 */
export async function torture(stage: Stage, kills: number): Promise<void> {
  const startMs = await measureStart(stage);
  await stage.configure(Math.max(leastLongMs, longStarts * startMs));
  const calm = new AbortController();
  const trouble = [troubleSlack, killShims].map((make) => make(stage, stage.chance.fork(), calm.signal));
  stage.killing = true;
  const next = countWhile(() => stage.killing);
  const acting = Array.from({ length: crowd }, () => act(stage, stage.chance.fork(), next));
  const acted = Promise.all(acting);
  // Judged below; a rejection that comes while drover is being killed must not end the process.
  acted.catch(() => undefined);
  await killAgainAndAgain(stage, kills, startMs);
  stage.killing = false;
  calm.abort();
  await Promise.all(trouble);
  const drover = await calmLife(stage);
  try {
    await acted;
    await untilTold(stage, drover);
  } catch (error) {
    stage.violations.push(toError(error).message);
  } finally {
    const code = await drover.end('SIGTERM');
    if (code !== 0) stage.violations.push(`the last stop ended with ${code}`);
  }
}

async function measureStart(stage: Stage): Promise<number> {
  const begun = performance.now();
  const drover = await calmLife(stage);
  const took = performance.now() - begun;
  await drover.end('SIGKILL');
  return took;
}

function countWhile(isSo: () => boolean): () => number | undefined {
  let count = 0;
  return () => (isSo() ? (count += 1) : undefined);
}

const ListSchema = z.object({ goals: z.array(z.object({ handle: z.string(), state: z.string() })) });
const ended = new RegExp(`^(?:${endStates})$`, 'u');

const ActsSchema = z.object({ hookRuns: z.array(z.object({ state: z.string() })) });

/** How far the acts of a goal's hooks are. */
async function actsOf(drover: DroverProcess, handle: string): Promise<string[]> {
  const { hookRuns } = ActsSchema.parse(await drover.get(`/api/goals/${handle}`));
  return hookRuns.map(({ state }) => state);
}

/** Every goal is over, its end was told in the thread and by its hooks, and its card shows it. */
const untilTold = (stage: Stage, drover: DroverProcess): Promise<true> =>
  until(
    'all goals to end and to be told',
    async () => {
      // What Slack shows is looked at first: asking drover every few milliseconds would keep it busy.
      if (!given(stage).every((goal) => isTold(stage, goal))) return undefined;
      const { goals } = ListSchema.parse(await drover.get('/api/goals?all=1'));
      if (!goals.every(({ handle, state }) => ended.test(state) && isTold(stage, handle))) return undefined;
      const acts = await Promise.all(goals.map(({ handle }) => actsOf(drover, handle)));
      return acts.flat().every((state) => state !== 'pending' && state !== 'claimed') ? true : undefined;
    },
    settleMs,
  );

/** Goals that people know of: a handle stands in the answer to each `run`. */
const given = ({ deliveries }: Stage): string[] =>
  deliveries.flatMap(({ verb, seen }) =>
    verb === 'run' ? (/\bG-\d+\b/u.exec(JSON.stringify(seen)) ?? []) : [],
  );
