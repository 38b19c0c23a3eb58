import { checkChat } from './check/check-chat.ts';
import { checkGoals } from './check/check-goals.ts';
import { checkWishes } from './check/check-wishes.ts';
import { watchStore } from './check/watch-store.ts';
import { slots, startDrover, type Drover } from './life/drover.ts';
import { beginLife, kill, type Life } from './life/life.ts';
import { letPeopleAsk, type Wish } from './world/people.ts';
import { accuse, createWorld, note, type World } from './world/world.ts';
import type { Dice } from './world/dice.ts';

/** What came of one seed: nothing in `problems` is as it should be. */
export interface Report {
  readonly seed: number;
  readonly problems: readonly string[];
  readonly trace: readonly string[];
  /** For seeing that the seeds are worth their time. */
  readonly figures: Readonly<Record<'lives' | 'calls' | 'goals' | 'turns' | 'posts' | 'steps', number>>;
}

interface Play {
  readonly world: World;
  readonly dice: Dice;
  readonly wishes: readonly Wish[];
  drover: Drover | undefined;
  lives: number;
  calls: number;
  steps: number;
  /** Deaths still to come. */
  deaths: number;
}

/** More would be a goal that never comes to rest. */
const mostSteps = 60_000;

/**
 * Plays one seed: people ask, agents work, the platform hiccups, and drover is killed at random moments and started again.
 * Then everything that must hold whatever happened is checked.
 */
export async function simulate(seed: number): Promise<Report> {
  const world = createWorld(seed);
  const play = prepare(world);
  watchStore(world, slots);
  start(play);
  while (play.steps < mostSteps && !(await atRest(play))) {
    play.steps += 1;
    await world.clock.step();
  }
  if (play.steps >= mostSteps) accuse(world, 'it never came to rest');
  await shutDown(play);
  await checkGoals(world);
  await checkChat(world);
  await checkWishes(world, play.wishes);
  return report(play);
}

function prepare(world: World): Play {
  const dice = world.dice.fork();
  const play: Play = {
    world,
    dice,
    wishes: [],
    drover: undefined,
    lives: 0,
    calls: 0,
    steps: 0,
    deaths: dice.pick([0, 1, 2, 3, 5, 8]),
  };
  const reach = () => (play.drover?.life.dead === false ? play.drover.intake : undefined);
  return Object.assign(play, { wishes: letPeopleAsk(world, reach) });
}

/** Begins a life that will be killed, told to stop, or last; somebody starts the next one a little later. */
function start(play: Play): void {
  const { world, dice } = play;
  play.lives += 1;
  const ends = play.deaths > 0;
  if (ends) play.deaths -= 1;
  const gently = ends && dice.chance(0.2);
  const life = beginLife(world, play.lives, {
    // Early moments as often as late ones: each power of ten gets its share.
    diesAt: ends && !gently ? Math.ceil(10 ** (dice.unit() * 3.2)) : Infinity,
    diesBefore: dice.chance(0.5),
  });
  life.onDeath.push(() => {
    play.calls += life.calls;
    world.clock.after(dice.pick([0, 50, 400, 3000, 40_000]), () => start(play));
  });
  const drover = startDrover(life);
  play.drover = drover;
  drover.over.then(
    () => kill(life),
    (error: unknown) => accuse(world, `drover stopped by itself: ${String(error)}`),
  );
  if (gently) world.clock.after(dice.between(10, 60_000), () => stop(drover));
  if (dice.chance(0.3)) world.clock.after(dice.between(500, 60_000), () => stealLease(play, life));
}

function stop({ life }: Drover): void {
  note(life.world, `life ${life.number} is told to stop`);
  life.world.calm.since = Infinity;
  life.stop.abort('SIGTERM');
}

/** Another worker gets the lease of a goal for a while, as when this one was too slow to renew it. */
function stealLease({ world, dice }: Play, life: Life): void {
  const [lease] = life.leases.values();
  if (lease === undefined || life.dead) return;
  note(world, `the lease of ${lease.goal} goes to somebody else`);
  world.calm.since = Infinity;
  void world.store.release(lease);
  void world.store.claim(lease.goal, 'thief').then((stolen) => {
    if (stolen !== undefined)
      world.clock.after(dice.between(1, 8000), () => void world.store.release(stolen));
    return undefined;
  });
}

/** Nobody waits for an answer, nothing is left to be said, and every goal is over or paused by wish. */
async function atRest({ world, wishes, drover }: Play): Promise<boolean> {
  if (drover === undefined || drover.life.dead || wishes.some((wish) => wish.open > 0)) return false;
  const goals = await world.store.list({ terminal: false });
  if (goals.some((goal) => goal.state !== 'paused' || goal.hasWork)) return false;
  return (await world.store.pending()).length === 0;
}

/** What still lives is told to stop, and must have stopped soon after. */
async function shutDown(play: Play): Promise<void> {
  const { world, drover } = play;
  if (drover === undefined || drover.life.dead) return;
  const state = { over: false };
  drover.life.onDeath.splice(0);
  void drover.over.then(() => (state.over = true));
  stop(drover);
  for (let steps = 0; steps < 100 && !state.over; steps += 1) await world.clock.step();
  if (!state.over) accuse(world, 'it did not stop when told to');
  play.calls += drover.life.calls;
}

function report({ world, lives, calls, steps }: Play): Report {
  const goals = world.trees.size;
  const figures = {
    lives,
    calls,
    steps,
    goals,
    turns: world.processes.size,
    posts: world.chat.messages.length,
  };
  return { seed: world.seed, problems: world.problems, trace: world.trace, figures };
}
