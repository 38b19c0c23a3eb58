import { note } from '../world/world.ts';
import type { Fate, Life, World } from '../world/shape/world-shape.ts';

export function beginLife(world: World, number: number, fate: Fate): Life {
  note(world, `life ${number} begins${fate.lacks === undefined ? '' : `, without ${fate.lacks}`}`);
  world.calm.since = world.stolen.size > 0 ? Infinity : world.clock.now();
  world.calm.alive = true;
  world.lacks = fate.lacks;
  const life = { number, world, onDeath: [], leases: new Map(), stop: new AbortController() };
  return { ...life, ...fate, calls: 0, commits: 0, diskFull: false, dead: false };
}

/** What was asked of a dead process never comes back, and never fails either: nothing of it runs on. */
const never = <T>(): Promise<T> => new Promise<T>(() => {});

/** `kill -9`: from here on not one more line of this life has an effect. */
export function kill(life: Life): void {
  if (life.dead) return;
  life.dead = true;
  Object.assign(life.world.calm, { since: Infinity, alive: false });
  note(life.world, `life ${life.number} is killed at call ${life.calls}`);
  for (const consequence of life.onDeath) consequence();
}

/** One call from inside this life to what is outside of it; each is a moment at which the life may be killed. */
export function through<T>(life: Life, act: () => Promise<T>): Promise<T> {
  if (life.dead) return never();
  life.calls += 1;
  const last = life.calls === life.diesAt;
  if (last && life.diesBefore) {
    kill(life);
    return never();
  }
  const answer = act();
  if (last) kill(life);
  return heard(life, answer);
}

/** The answer of something outside, as long as there is somebody to hear it. */
export function heard<T>(life: Life, answer: Promise<T>): Promise<T> {
  return answer.then(
    (value) => (life.dead ? never<T>() : value),
    (error: unknown) => {
      if (life.dead) return never<T>();
      throw error;
    },
  );
}
