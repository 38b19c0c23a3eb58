import { isTerminal } from '../../../../src/domain/goal.ts';
import { isBeside } from '../../../../src/goal/effects.ts';
import type { GoalDocument } from '../../../../src/goal/state.ts';
import type { GoalIndex } from '../../../../src/ports/store/goal-store.ts';
import type { Seen } from '../../world/observe-store.ts';
import { note } from '../../world/world.ts';
import { asksOf } from '../said/check-ladder.ts';
import { claimOf, type Claim } from '../support/claim.ts';
import type { World } from '../../world/shape/world-shape.ts';

/** Longest that anything may wait: a day, and what a restart may add. */
const longestWaitMs = 25 * 60 * 60 * 1000;

/** A goal is in one state, and everything else in it agrees with that state. */
export function checkShape(world: World, seen: Seen): void {
  const { after: goal, before, commit } = seen;
  const claim = claimOf(world, seen);
  if (goal.state !== before?.state) note(world, `${goal.id} is ${goal.state}`);
  checkOrders(goal, claim);
  checkWaits(world, goal, claim);
  checkIndex(goal, commit.goal?.index, claim);
  checkFarewell(seen, claim);
}

/**
 * The end is told when the last process has reported and the last turn is summed up, and then only; a new run does not
 * wait for the summary.
 */
function checkFarewell({ after: goal, before, commit }: Seen, claim: Claim): void {
  const told = commit.goal?.events.some(({ type }) => type === 'goal.completed') === true;
  const anew = before !== undefined && goal.run > before.run;
  const due = anew ? isOver(before) && owes(before) : isOver(goal) && !owes(goal);
  const wasTold = !anew && before !== undefined && isOver(before) && !owes(before);
  claim(told === (due && !wasTold), told ? 'its end is told too early' : 'its end is not told');
}

const isOver = ({ state }: GoalDocument): boolean => isTerminal(state);
const owes = ({ effects }: GoalDocument): boolean =>
  effects.some(({ type }) => type === 'RunTurn' || type === 'SummariseTurn');

/** Whoever looks for goals finds them as they are. */
function checkIndex(goal: GoalDocument, index: GoalIndex | undefined, claim: Claim): void {
  const over = isTerminal(goal.state) && goal.effects.length === 0;
  const wakeAt = wakeTime(goal);
  claim(index?.state === goal.state, `its index says ${index?.state}, it is ${goal.state}`);
  claim(index?.hasWork === goal.effects.length > 0, 'its index is wrong about its orders');
  claim(index?.wakeAt === wakeAt, 'its index is wrong about when to wake it');
  claim(index?.terminal === over, 'its index is wrong about its end');
}

/** The end of its wait or sleep, or the next rung of what it asks, unless it is paused. */
function wakeTime(goal: GoalDocument): number | undefined {
  const asks = asksOf(goal);
  const rungs = goal.ladders.filter(({ ask }) => asks.includes(ask)).flatMap((ladder) => ladder.rungs);
  const due = rungs.flatMap(({ state, dueAt }) => (state === 'waiting' ? [dueAt] : []));
  const own = goal.waiting?.deadline ?? goal.sleep?.until;
  const times = [...(own === undefined ? [] : [own]), ...(goal.state === 'paused' ? [] : due)];
  return times.length === 0 ? undefined : Math.min(...times);
}

/** Work is under way when the goal holds a slot; else only a process that is being ended, or a worktree that goes back. */
function checkOrders(goal: GoalDocument, claim: Claim): void {
  const main = goal.effects.filter((effect) => !isBeside(effect));
  const types = goal.effects.map((effect) => effect.type).join(' ');
  const working = goal.state === 'preparing' || goal.state === 'running';
  const quiet = main.every(
    (effect) =>
      effect.type === 'RestoreWorkspace' || (effect.type === 'RunTurn' && effect.abort === 'cancelled'),
  );
  claim(main.length <= 1, `it has two main orders: ${types}`);
  if (working) claim(main.length === 1, `it is ${goal.state}, and nothing is ordered`);
  else claim(quiet, `it is ${goal.state}, and is to do: ${types}`);
  const ids = goal.effects.map((effect) => effect.id);
  claim(new Set(ids).size === ids.length, 'two orders have one id');
}

/** Nothing waits without a deadline, or a person who said so. */
function checkWaits(world: World, goal: GoalDocument, claim: Claim): void {
  const latest = world.clock.now() + longestWaitMs;
  claim(
    (goal.waiting !== undefined) === (goal.state === 'waiting'),
    `it is ${goal.state}, its wait says otherwise`,
  );
  claim(
    (goal.sleep !== undefined) === (goal.state === 'sleeping'),
    `it is ${goal.state}, its sleep says otherwise`,
  );
  claim((goal.waiting?.deadline ?? 0) <= latest, `it waits until ${goal.waiting?.deadline}`);
  claim((goal.sleep?.until ?? 0) <= latest, `it sleeps until ${goal.sleep?.until}`);
  const held = goal.state === 'paused' && goal.pausedBy === undefined;
  claim(!held, 'it is paused, and nobody said so');
  claim(
    !goal.pauseWished || goal.state === 'preparing' || goal.state === 'running',
    'a pause is wished, and not made',
  );
}
