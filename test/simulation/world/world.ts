import type { World } from './shape/world-shape.ts';

/** Notes what happened, with the seconds since the beginning. */
export function note(world: World, what: string): void {
  const seconds = ((world.clock.now() - world.settings.begin) / 1000).toFixed(3);
  world.trace.push(`${seconds.padStart(10)} ${what}`);
}

/** Notes that something happened that must not. */
export function accuse(world: World, what: string): void {
  note(world, `PROBLEM ${what}`);
  world.problems.push(what);
}

/** Lets a moment pass in the world. */
export const moment = (world: World, ms: number): Promise<void> =>
  new Promise((resolve) => void world.clock.after(ms, resolve));
