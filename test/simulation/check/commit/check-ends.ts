import { isTerminal } from '../../../../src/domain/goal.ts';
import type { RunTurnEffect } from '../../../../src/goal/effects.ts';
import type { GoalDocument } from '../../../../src/goal/state.ts';
import type { Seen } from '../../world/observe-store.ts';
import { accuse } from '../../world/world.ts';
import { claimOf } from '../support/claim.ts';
import type { World } from '../../world/shape/world-shape.ts';

/** Milliseconds from a wish to the end of the whole process tree, while nothing else goes wrong. */
const longestEndingMs = 2000;

/** A turn that is to be ended is gone in time, whoever wished it and whatever it thinks of that. */
export function checkEnds(world: World, seen: Seen): void {
  const { before, after } = seen;
  const turn = turnOf(after);
  const stopped = before !== undefined && turnOf(before)?.abort === 'stopped' && turn === undefined;
  if (stopped) claimOf(world, seen)(rests(after), `its turn was stopped, and it is ${after.state}`);
  if (turn?.abort === undefined || turn.started === undefined) return;
  if (before === undefined || turnOf(before)?.abort !== undefined) return;
  expectGone(world, `home/${after.id}/${after.run}-${turn.started.seq}`, turn.abort, world.clock.now());
}

const rests = ({ state }: GoalDocument): boolean => state === 'paused' || isTerminal(state);

const turnOf = (goal: GoalDocument): RunTurnEffect | undefined =>
  goal.effects.find((effect): effect is RunTurnEffect => effect.type === 'RunTurn');

/** Looks when the time is over; it begins anew with every life, and while nobody is there it does not run. */
function expectGone(world: World, tag: string, why: string, since: number): void {
  const { calm, clock } = world;
  const from = Math.max(since, calm.since);
  const due = Number.isFinite(from) ? from + longestEndingMs : clock.now() + 1000;
  clock.after(due - clock.now(), () => {
    if (world.processes.get(tag)?.running !== true) return;
    if (Math.max(since, calm.since) + longestEndingMs > clock.now()) expectGone(world, tag, why, since);
    else accuse(world, `${tag} was to be ended (${why}), and goes on`);
  });
}
