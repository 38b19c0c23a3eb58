import type { Clock } from '../../../../src/ports/clock.ts';

/** When something was last heard, and how long quiet is bearable. */
export interface Silence {
  readonly clock: Clock;
  limitMs: number;
  lastHeard: number;
}

/** The limit may become shorter while the watch sleeps; it notices after this long. */
const longestNapMs = 15_000;

/** Silence begins now. */
export const newSilence = (clock: Clock, limitMs: number): Silence => ({
  clock,
  limitMs,
  lastHeard: clock.now(),
});

/** Something was heard. */
export function heard(silence: Silence): void {
  silence.lastHeard = silence.clock.now();
}

/** Resolves with true once nothing was heard for the limit; with false when the signal ends the watch. */
export async function untilSilent(silence: Silence, signal: AbortSignal): Promise<boolean> {
  for (;;) {
    const left = silence.lastHeard + silence.limitMs - silence.clock.now();
    if (left <= 0) return true;
    try {
      await silence.clock.sleep(Math.min(left, longestNapMs), signal);
    } catch (error) {
      if (signal.aborted) return false;
      throw error;
    }
  }
}
