import { isTerminal, type GoalState } from '../../../src/domain/goal.ts';
import type { GoalId } from '../../../src/domain/ids.ts';
import type { GoalSummary } from '../../../src/ports/store/goal-store.ts';
import { accuse, note, type World } from '../world/world.ts';

/** Looks at every commit as it happens: what must hold at each moment, not only at the end. */
export function watchStore(world: World, slots: number): void {
  const known = new Map<GoalId, GoalState>();
  world.store.onCommit((change) => {
    if (change.goal === undefined) return;
    // The list is made at once; only its hand-over waits.
    void world.store.list({}).then((goals) => {
      checkSlots(world, slots, goals);
      for (const goal of goals) checkState(world, known, goal);
      return undefined;
    });
  });
}

function checkSlots(world: World, slots: number, goals: readonly GoalSummary[]): void {
  const holding = goals.filter((goal) => goal.state === 'preparing' || goal.state === 'running');
  if (holding.length > slots)
    accuse(world, `${holding.map((goal) => goal.id).join(' ')} work at once, on ${slots} slots`);
}

function checkState(world: World, known: Map<GoalId, GoalState>, { id, state }: GoalSummary): void {
  const before = known.get(id);
  if (before === state) return;
  note(world, `${id} is ${state}`);
  known.set(id, state);
  if (state === 'cancelled') expectQuiet(world, id);
  if (before !== undefined && isTerminal(before)) accuse(world, `${id} was ${before} and became ${state}`);
}

/** Longest time from a cancel to the end of every process of the goal, in milliseconds, while nothing else goes wrong. */
const longestEnding = 3000;

function expectQuiet(world: World, id: GoalId): void {
  const cancelledAt = world.clock.now();
  world.clock.after(longestEnding, () => {
    if (world.calm.since > cancelledAt) return;
    for (const process of world.processes.values())
      if (process.goal === id && process.running) accuse(world, `${process.tag} outlives its goal’s cancel`);
  });
}
