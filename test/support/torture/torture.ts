import { z } from 'zod';
import { toError } from '../../../src/domain/errors.ts';
import type { DroverProcess } from '../whole/drover-process.ts';
import { until } from '../until.ts';
import { publicMessages } from '../slack-emulator/emulator-state.ts';
import { calmLife, killAgainAndAgain } from './lives.ts';
import { act } from './person.ts';
import { channel, type Stage } from './stage.ts';
import { keyOf } from './deliveries.ts';
import { troubleSlack } from './trouble.ts';

/** People who type at the same time. */
const crowd = 5;
/** Milliseconds of life, on average, beyond what a start takes. */
const workingMs = 900;
/** Longest time after the last death until everything is done and told, in milliseconds. */
const settleMs = 300_000;

/**
 * People give and steer goals while Slack hiccups and drover is killed that many times; then it may live until all is
 * done, and is stopped as an operator would. What remains on the disk and in Slack can be judged afterwards.
 */
export async function torture(stage: Stage, kills: number): Promise<void> {
  const meanLifeMs = (await measureStart(stage)) + workingMs;
  const calm = new AbortController();
  const trouble = troubleSlack(stage, stage.chance.fork(), calm.signal);
  const next = countTo(Math.ceil(kills / 2) + crowd);
  const acting = Array.from({ length: crowd }, () => act(stage, stage.chance.fork(), next));
  const acted = Promise.all(acting);
  // Judged below; a rejection that comes while drover is being killed must not end the process.
  acted.catch(() => undefined);
  await killAgainAndAgain(stage, kills, meanLifeMs);
  calm.abort();
  await trouble;
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

function countTo(most: number): () => number | undefined {
  let count = 0;
  return () => (count < most ? (count += 1) : undefined);
}

const ListSchema = z.object({ goals: z.array(z.object({ handle: z.string(), state: z.string() })) });
const ends = 'done|failed|cancelled|exhausted|escalated';
const ended = new RegExp(`^(?:${ends})$`, 'u');
const toldEnd = new RegExp(`\\b(G-\\d+) is (?:${ends})\\b`, 'u');

/** Every goal is over, its end was told in the thread, and its card shows it. */
const untilTold = (stage: Stage, drover: DroverProcess): Promise<true> =>
  until(
    'all goals to end and to be told',
    async () => {
      const asked = stage.deliveries.filter(({ verb }) => verb === 'run').length;
      const told = toldGoals(stage);
      // What Slack shows is looked at first: asking drover every few milliseconds would keep it busy.
      if (told.size < asked) return undefined;
      const { goals } = ListSchema.parse(await drover.get('/api/goals?all=1'));
      return goals.every(({ handle, state }) => ended.test(state) && told.has(handle)) ? true : undefined;
    },
    settleMs,
  );

/** Goals whose end stands in the thread and on the card. */
function toldGoals({ slack }: Stage): ReadonlySet<string> {
  const messages = publicMessages(slack.state, channel);
  const told = new Set(messages.flatMap(({ text }) => toldEnd.exec(text)?.[1] ?? []));
  const shown = messages.flatMap((message) => {
    const [, goal] = /^(G-\d+)\/root\//u.exec(keyOf(message) ?? '') ?? [];
    return goal !== undefined && message.text.includes('Took ') ? [goal] : [];
  });
  return told.intersection(new Set(shown));
}
