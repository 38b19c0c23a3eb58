const minuteMs = 60_000;

/** Whether one more is within the rate; with the moments that count from then on. */
export type Pace =
  | { readonly ok: true; readonly times: readonly number[] }
  | { readonly ok: false; readonly retryAfterMs: number };

/**
 * At most so many in any minute.
 * @param times moments of those before, oldest first, in epoch milliseconds
 * @param most 0: no limit
 */
export function paceOf(times: readonly number[], now: number, most: number): Pace {
  const recent = times.filter((at) => at > now - minuteMs && at <= now);
  const first = recent[recent.length - most];
  if (most === 0 || first === undefined) return { ok: true, times: [...recent, now] };
  return { ok: false, retryAfterMs: first + minuteMs - now };
}
