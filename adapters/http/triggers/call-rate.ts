const minuteMs = 60_000;

/** Counts one more call at `now`; or answers the milliseconds until one more is not too many. */
export type CallRate = (now: number) => number | undefined;

/** At most so many calls in any minute, counted in memory. */
export function createCallRate(most: number): CallRate {
  let times: readonly number[] = [];
  return (now) => {
    times = times.filter((at) => at > now - minuteMs);
    const [first] = times;
    if (first !== undefined && times.length >= most) return first + minuteMs - now;
    times = [...times, now];
    return undefined;
  };
}
