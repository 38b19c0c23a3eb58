/** Nobody is made to wait longer than this before the next try, whatever a vendor asks for. */
export const longestRetryMs = 15 * 60 * 1000;

const withoutHeaderMs = [30_000, 60_000, 120_000] as const;

/**
 * Milliseconds until a limited or overloaded vendor is asked again: what it said, bounded to 15 minutes;
 * without a word 30, 60, then 120 s. Up to a tenth more, so that goals do not come back all at once.
 * @param tries how often in a row it was refused, from 1
 * @param chance in [0, 1)
 */
export function retryDelayMs(retryAfterMs: number | undefined, tries: number, chance: number): number {
  const unasked = withoutHeaderMs[Math.min(tries, withoutHeaderMs.length) - 1] ?? withoutHeaderMs[0];
  const wanted = retryAfterMs ?? unasked;
  return Math.round(Math.min(wanted * (1 + chance / 10), longestRetryMs));
}
