import { paceOf } from '../../policy/access/dispatch-rate.ts';
import type { Clock } from '../../ports/clock.ts';

/** Counts who dispatches how often. */
export interface DispatchRate {
  /** Counts one more of that person; or, when it is too much, answers the milliseconds until it is not. */
  take(person: string): number | undefined;
}

/** Most people that are remembered; of more than that, those who dispatched longest ago are forgotten. */
const mostPeople = 10_000;

/** Counts in memory: a drover that starts anew begins anew. @param most in a minute; 0: no limit */
export function createDispatchRate(most: number, clock: Pick<Clock, 'now'>): DispatchRate {
  const recent = new Map<string, readonly number[]>();
  return {
    take(person) {
      const pace = paceOf(recent.get(person) ?? [], clock.now(), most);
      if (!pace.ok) return pace.retryAfterMs;
      recent.delete(person);
      recent.set(person, pace.times);
      const [oldest] = recent.keys();
      if (recent.size > mostPeople && oldest !== undefined) recent.delete(oldest);
      return undefined;
    },
  };
}
