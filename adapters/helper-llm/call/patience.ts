import type { Clock } from '../../../src/ports/clock.ts';

/** A limit that begins anew with every sign of life. */
export interface Patience {
  /** Aborted when nothing was heard for too long. */
  readonly signal: AbortSignal;
  readonly heard: () => void;
  readonly stop: () => void;
}

/** @param ms longest silence, in milliseconds; whoever never hears anything has a limit on the whole. */
export function createPatience(clock: Clock, ms: number): Patience {
  const over = new AbortController();
  const stopped = new AbortController();
  let last = clock.now();
  const watch = async () => {
    for (let left = ms; left > 0; left = last + ms - clock.now()) await clock.sleep(left, stopped.signal);
    over.abort(new Error('nothing was heard for too long'));
  };
  // Rejects only because it is stopped, when nobody waits for it any more.
  watch().catch(() => {});
  return {
    signal: over.signal,
    heard: () => {
      last = clock.now();
    },
    stop: () => stopped.abort(new Error('not needed any more')),
  };
}
