import { setTimeout as pause } from 'node:timers/promises';
import type { Chance } from '../chance.ts';
import type { Stage } from '../stage.ts';

/** Longest wait for an interesting moment, in mean lives. */
const mostMeans = 3;

/** What happens shortly before a moment in which something is half done, and how many milliseconds that may last. */
const aims: Readonly<Record<string, { tick: (stage: Stage) => number; withinMs: number }>> = {
  /** A request was sent to drover. */
  request: { tick: ({ requests }) => requests, withinMs: 15 },
  /** A post has reached Slack, and its confirmation is on its way. */
  post: { tick: ({ slack }) => slack.state.calls.length, withinMs: 6 },
  /** An agent is being started. */
  start: { tick: ({ starts }) => starts, withinMs: 30 },
};

/** Waits for the end of a life. Half of the deaths come at any time, the others are aimed. */
export async function fatalMoment(stage: Stage, chance: Chance, meanMs: number): Promise<void> {
  const aim = aims[chance.pick(['any', 'any', 'any', 'request', 'post', 'start'])];
  if (aim === undefined) return pause(chance.exponential(meanMs));
  await pause(chance.exponential(meanMs / 2) + meanMs / 2);
  const end = performance.now() + mostMeans * meanMs;
  for (const before = aim.tick(stage); aim.tick(stage) === before && performance.now() < end;) await pause(1);
  await pause(chance.between(0, aim.withinMs));
}
