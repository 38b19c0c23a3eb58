import type { GoalDocument } from '../../../../src/goal/state.ts';
import { storedGoal } from '../../world/ledger.ts';
import type { Seen } from '../../world/observe-store.ts';
import { accuse } from '../../world/world.ts';
import type { World } from '../../world/shape/world-shape.ts';

/** A worker that naps as long as it can has looked by then, in milliseconds. */
const longestDelayMs = 6000;

/** Whoever waits or sleeps is looked at when the time has come, while drover is there. */
export function checkDeadlines(world: World, { before, after }: Seen): void {
  const until = deadlineOf(after);
  if (until === undefined || (before !== undefined && deadlineOf(before) === until)) return;
  expectWoken(world, after.id, until);
}

const deadlineOf = ({ waiting, sleep }: GoalDocument): number | undefined =>
  waiting?.deadline ?? sleep?.until;

function expectWoken(world: World, id: GoalDocument['id'], until: number): void {
  const { clock, calm } = world;
  const due = Math.max(until, Number.isFinite(calm.since) ? calm.since : clock.now()) + longestDelayMs;
  clock.after(due - clock.now(), () => {
    const goal = storedGoal(world, id);
    if (goal === undefined || deadlineOf(goal) !== until) return;
    if (Math.max(until, calm.since) + longestDelayMs > clock.now()) expectWoken(world, id, until);
    else accuse(world, `${id} is ${goal.state} longer than it should be`);
  });
}
