import type { Clock } from '../../ports/clock.ts';

/** Hears the agent, and knows how long it has been silent. */
export interface StallWatch {
  /** Something was heard. While a tool is at work its silence means nothing. */
  readonly heard: (tool: boolean) => void;
}

/** Calls `tell` once when nothing was heard for `stallMs` and no tool is at work; watches until `signal`. */
export function watchForStall(
  clock: Clock,
  stallMs: number,
  signal: AbortSignal,
  tell: (silentMs: number) => void,
): StallWatch {
  const state = { last: clock.now(), tool: false };
  void watch();
  return {
    heard(tool) {
      state.last = clock.now();
      state.tool = tool;
    },
  };

  async function watch(): Promise<void> {
    while (!signal.aborted) {
      const silentMs = clock.now() - state.last;
      if (silentMs >= stallMs && !state.tool) return tell(silentMs);
      // Rejects only because the turn is over.
      await clock.sleep(Math.max(stallMs - silentMs, stallMs / 10), signal).catch(() => undefined);
    }
  }
}
