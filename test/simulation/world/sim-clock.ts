import type { Clock } from '../../../src/ports/clock.ts';

interface Timer {
  readonly at: number;
  readonly order: number;
  readonly run: () => void;
}

/** Time that leaps from one thing that happens to the next. */
export interface SimClock extends Clock {
  /** Runs something after so many milliseconds; answers the function that takes it back. */
  after(ms: number, run: () => void): () => void;
  /** Goes on to the next thing that happens, and lets all that follows from it happen; false when nothing is left. */
  step(): Promise<boolean>;
}

export function createSimClock(start = 1_800_000_000_000): SimClock {
  const timers = new Set<Timer>();
  let now = start;
  let order = 0;
  const after = (ms: number, run: () => void) => {
    order += 1;
    const timer = { at: now + Math.max(0, ms), order, run };
    timers.add(timer);
    return () => void timers.delete(timer);
  };
  return {
    now: () => now,
    after,
    sleep: (ms, signal) => sleep(after, ms, signal),
    async step() {
      const next = earliest(timers);
      if (next === undefined) return false;
      timers.delete(next);
      now = Math.max(now, next.at);
      next.run();
      await settled();
      return true;
    },
  };
}

function earliest(timers: ReadonlySet<Timer>): Timer | undefined {
  let best: Timer | undefined;
  for (const timer of timers) {
    if (best === undefined || timer.at < best.at || (timer.at === best.at && timer.order < best.order))
      best = timer;
  }
  return best;
}

const sleep = (after: SimClock['after'], ms: number, signal: AbortSignal): Promise<void> =>
  new Promise((resolve, reject) => {
    if (signal.aborted) return reject(signal.reason as Error);
    const onAbort = () => {
      takeBack();
      reject(signal.reason as Error);
    };
    const takeBack = after(ms, () => {
      signal.removeEventListener('abort', onAbort);
      resolve();
    });
    signal.addEventListener('abort', onAbort, { once: true });
  });

/** Everything here runs in promises alone, and an immediate comes only when no promise is left to run. */
export const settled = (): Promise<void> => new Promise((resolve) => setImmediate(resolve));
