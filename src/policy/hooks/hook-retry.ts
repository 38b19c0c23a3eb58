/** Milliseconds before each further try of an act that certainly did nothing. */
const delays = [5000, 30_000, 120_000] as const;

/** Nobody is waited for longer than this, whatever the other side asks for. */
const longestMs = 15 * 60 * 1000;

/**
 * How long to wait before another try, in milliseconds; undefined: there is none.
 * @param tries how many have failed, the last one included
 * @param askedMs what the other side asked for
 */
export function hookRetryDelay(tries: number, askedMs = 0): number | undefined {
  const own = delays[tries - 1];
  return own === undefined ? undefined : Math.min(Math.max(own, askedMs), longestMs);
}

/** A dispatch is found again by its delivery for so long, in milliseconds: deliveries are remembered for 72 hours. */
export const dispatchKnownMs = 48 * 60 * 60 * 1000;
