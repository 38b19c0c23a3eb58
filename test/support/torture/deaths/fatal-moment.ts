import { setTimeout as pause } from 'node:timers/promises';
import type { Chance } from '../chance.ts';
import type { Stage } from '../stage.ts';

/** Milliseconds of work in a life, on average. */
const workingMs = 1500;
/** Longest wait for an interesting moment, in milliseconds. */
const mostWaitMs = 6000;
/** Longest wait for a start, in starts that nothing disturbed. */
const mostStarts = 5;

/** What happens shortly before a moment in which something is half done, and how many milliseconds that may last. */
const aims: Readonly<Record<string, { tick: (stage: Stage) => number; withinMs: number }>> = {
  /** A request was sent to drover. */
  request: { tick: ({ requests }) => requests, withinMs: 15 },
  /** A post has reached Slack, and its confirmation is on its way. */
  post: { tick: ({ slack }) => slack.state.calls.length, withinMs: 6 },
  /** An agent is being started. */
  start: { tick: ({ starts }) => starts, withinMs: 30 },
};

/**
 * Waits for the end of a life. Some end while they start; of those that have come to work, half end at any moment and
 * half in one that is aimed at.
 * @param startMs what a start takes when nothing disturbs it
 */
export async function fatalMoment(stage: Stage, chance: Chance, startMs: number): Promise<void> {
  if (chance.unit() < 0.2) return pause(chance.between(0, startMs));
  const aim = aims[chance.pick(['any', 'any', 'any', 'request', 'post', 'start'])];
  const workMs = chance.exponential(workingMs);
  await untilMore(() => stage.awake.length, mostStarts * startMs);
  await pause(workMs);
  if (aim === undefined) return;
  await untilMore(() => aim.tick(stage), mostWaitMs);
  await pause(chance.between(0, aim.withinMs));
}

/** Waits until a number has grown, but no longer than that. */
async function untilMore(number: () => number, withinMs: number): Promise<void> {
  const end = performance.now() + withinMs;
  for (const before = number(); number() === before && performance.now() < end;) await pause(1);
}
