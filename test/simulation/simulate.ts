import { settled } from './world/sim-clock.ts';
import { isTerminal, type GoalState } from '../../src/domain/goal.ts';
import { witnesses } from './check/support/witnesses.ts';
import { checkAll, checkQuiet } from './check/end/check-all.ts';
import { startDrover, type Drover } from './life/drover.ts';
import { lasting, throwFate } from './life/fate.ts';
import { beginLife, kill } from './life/life.ts';
import { loseMachine, stealLease } from './life/mishaps.ts';
import { createWorld } from './world/create-world.ts';
import type { Dice } from './world/dice.ts';
import { storedGoals } from './world/ledger.ts';
import { letPeopleAsk, letPeopleAskMore, type People } from './world/people/ask.ts';
import { reactOf } from './world/people/react.ts';
import { accuse, note } from './world/world.ts';
import type { Life, World } from './world/shape/world-shape.ts';

/** What came of one seed: nothing in `problems` is as it should be. */
export interface Report {
  readonly seed: number;
  readonly problems: readonly string[];
  readonly trace: readonly string[];
  /** For seeing that the seeds are worth their time. */
  readonly figures: Readonly<
    Record<'lives' | 'calls' | 'goals' | 'turns' | 'posts' | 'commits' | 'steps', number>
  >;
}

interface Play {
  readonly world: World;
  readonly dice: Dice;
  readonly people: People;
  drover: Drover | undefined;
  lives: number;
  calls: number;
  steps: number;
  /** Deaths still to come. */
  deaths: number;
  /** How often people still come back when everything is at rest. */
  encores: number;
}

/** More would be a goal that never comes to rest. */
const mostSteps = 60_000;

/**
 * Plays one seed: people ask, agents work, the platform hiccups, and drover is killed at random moments and started again.
 * What must hold is checked after every commit, and once more at the end.
 */
export async function simulate(seed: number): Promise<Report> {
  const looking = [...witnesses];
  const world = createWorld(seed, looking);
  const play = prepare(world);
  looking.push(reactOf(play.people));
  letPeopleAsk(play.people);
  start(play);
  while (play.steps < mostSteps && !(await isOver(play))) {
    play.steps += 1;
    await world.clock.step();
  }
  if (play.steps >= mostSteps) accuse(world, 'it never came to rest');
  await checkAll(world);
  await shutDown(play);
  checkQuiet(world);
  return report(play);
}

function prepare(world: World): Play {
  const dice = world.dice.fork();
  const reach = () => (play.drover?.life.dead === false ? play.drover.intake : undefined);
  const play: Play = {
    world,
    dice,
    people: { world, dice: world.dice.fork(), reach },
    drover: undefined,
    lives: 0,
    calls: 0,
    steps: 0,
    deaths: dice.pick([0, 1, 2, 3, 5, 8]),
    encores: dice.pick([0, 1, 1, 2]),
  };
  return play;
}

/** Begins a life that comes to an end sooner or later, or lasts; somebody starts the next one a little later. */
function start(play: Play): void {
  const { world, dice } = play;
  play.lives += 1;
  const ends = play.deaths > 0;
  if (ends) play.deaths -= 1;
  const fate = ends ? throwFate(dice) : { ...lasting, gently: false };
  const life = beginLife(world, play.lives, fate);
  life.onDeath.push(() => {
    play.calls += life.calls;
    if (fate.takesMachine) loseMachine(world);
    world.clock.after(dice.pick([0, 50, 400, 3000, 40_000, 1_200_000]), () => start(play));
  });
  const drover = startDrover(life);
  play.drover = drover;
  drover.over.then(
    () => kill(life),
    (error: unknown) => {
      if (!life.diskFull) accuse(world, `drover stopped by itself: ${String(error)}`);
      kill(life);
    },
  );
  if (fate.gently) world.clock.after(dice.between(10, 60_000), () => tellToStop(world, life));
  if (dice.chance(0.3)) world.clock.after(dice.between(500, 60_000), () => stealLease(world, dice, life));
}

/** Milliseconds that drover may take to leave. */
const longestLeaving = 10_000;

function tellToStop(world: World, life: Life): void {
  if (life.dead) return;
  note(world, `life ${life.number} is told to stop${life.drains ? ', and to take the agents along' : ''}`);
  Object.assign(world.calm, { since: Infinity, alive: false });
  life.stop.abort('SIGTERM');
  world.clock.after(longestLeaving, () => {
    if (!life.dead) accuse(world, `life ${life.number} did not stop when told to`);
  });
}

/** Nobody waits for an answer, nothing is left to be said, every goal is over or paused by wish, and nobody wants more. */
async function isOver(play: Play): Promise<boolean> {
  if (!(await atRest(play))) return false;
  if (play.encores === 0) return true;
  play.encores -= 1;
  letPeopleAskMore(play.people);
  return false;
}

const lookingAroundMs = 1000;

async function atRest({ world, drover }: Play): Promise<boolean> {
  if (drover === undefined || drover.life.dead || drover.life.stop.signal.aborted) return false;
  // A life looks around first when it begins.
  if (world.clock.now() < world.calm.since + lookingAroundMs) return false;
  if (world.wishes.some((wish) => wish.open > 0)) return false;
  if (storedGoals(world).some(({ state, effects }) => !rests(state) || effects.length > 0)) return false;
  return (await world.store.pending()).length === 0;
}

const rests = (state: GoalState): boolean => state === 'paused' || isTerminal(state);

/** What still lives is told to stop, and must have stopped soon after. */
async function shutDown(play: Play): Promise<void> {
  const { world, drover } = play;
  if (drover === undefined || drover.life.dead) return;
  drover.life.onDeath.splice(0);
  tellToStop(world, drover.life);
  // What the wish to stop sets off happens now, before the clock leaps on.
  await settled();
  for (let steps = 0; steps < 400 && !drover.life.dead; steps += 1) await world.clock.step();
  if (!drover.life.dead) accuse(world, 'it did not stop when told to');
  play.calls += drover.life.calls;
}

function report({ world, lives, calls, steps }: Play): Report {
  const figures = {
    lives,
    calls,
    steps,
    goals: world.trees.size,
    turns: world.processes.size,
    posts: world.chat.messages.length,
    commits: world.ledger.commits,
  };
  return { seed: world.seed, problems: world.problems, trace: world.trace, figures };
}
