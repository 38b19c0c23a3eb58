import type { Clock } from '../../../src/ports/clock.ts';

interface Sleeper {
  readonly at: number;
  readonly wake: () => void;
}

/** A clock that moves only when told to. */
export interface FakeClock extends Clock {
  /** Moves on and wakes, in order of time, everybody whose sleep ends until then. */
  advance(ms: number): Promise<void>;
  /** How many sleep now. */
  sleepers(): number;
}

export function createFakeClock(start = 1_800_000_000_000): FakeClock {
  let now = start;
  let sleeping: Sleeper[] = [];
  const sleep = (ms: number, signal: AbortSignal) =>
    new Promise<void>((resolve, reject) => {
      if (signal.aborted) return reject(signal.reason as Error);
      const sleeper = { at: now + ms, wake: resolve };
      sleeping.push(sleeper);
      signal.addEventListener(
        'abort',
        () => {
          sleeping = sleeping.filter((other) => other !== sleeper);
          reject(signal.reason as Error);
        },
        { once: true },
      );
    });
  return {
    now: () => now,
    sleep,
    sleepers: () => sleeping.length,
    async advance(ms) {
      // What was begun just before may not sleep yet.
      await settle();
      const end = now + ms;
      for (;;) {
        const next = sleeping.toSorted((a, b) => a.at - b.at)[0];
        if (next === undefined || next.at > end) break;
        now = Math.max(now, next.at);
        sleeping = sleeping.filter((other) => other !== next);
        next.wake();
        await settle();
      }
      now = end;
      await settle();
    },
  };
}

/** Lets everything that is ready run, including what becomes ready meanwhile. */
export async function settle(rounds = 20): Promise<void> {
  for (let round = 0; round < rounds; round += 1) await new Promise<void>((resolve) => setImmediate(resolve));
}
