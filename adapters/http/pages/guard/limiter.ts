import type { Clock } from '../../../../src/ports/clock.ts';

/** At most `most` within `perMs` milliseconds for each key. */
export interface Limiter {
  /** Counts one; false when it is one too many. */
  take(key: string): boolean;
}

/** Keys that are remembered at once; the oldest is forgotten first. */
const mostKeys = 1000;

export function createLimiter(clock: Clock, most: number, perMs: number): Limiter {
  const windows = new Map<string, { readonly since: number; count: number }>();
  return {
    take(key) {
      const now = clock.now();
      const known = windows.get(key);
      const window = known !== undefined && now - known.since < perMs ? known : { since: now, count: 0 };
      window.count += 1;
      windows.delete(key);
      windows.set(key, window);
      for (const oldest of windows.keys()) {
        if (windows.size <= mostKeys) break;
        windows.delete(oldest);
      }
      return window.count <= most;
    },
  };
}
