import type { Clock } from '../../../../src/ports/clock.ts';

export type LookUp<T> = { ok: true; value: T } | { ok: false; problem: string };

/** Milliseconds that an answer counts; and that it counts when there is no newer one to be had. */
const freshMs = 5 * 60_000;
const staleMs = 60 * 60_000;
/** Milliseconds before somebody who did not answer is asked again. */
const retryMs = 10_000;
const most = 5000;

interface Kept<T> {
  value: T | undefined;
  /** Epoch milliseconds of the last good answer. */
  at: number;
  triedAt: number;
  problem: string;
  asking: Promise<LookUp<T>> | undefined;
}

/** Answers that are kept for a while; a question that is being asked is asked once. */
export interface LookUps<T> {
  of(name: string, ask: () => Promise<LookUp<T>>): Promise<LookUp<T>>;
}

export function newLookUps<T>(clock: Clock): LookUps<T> {
  const kept = new Map<string, Kept<T>>();
  return {
    of: async (name, ask) => {
      const one = kept.get(name) ?? { value: undefined, at: 0, triedAt: 0, problem: '', asking: undefined };
      kept.set(name, one);
      const [oldest] = kept.keys();
      if (kept.size > most && oldest !== undefined) kept.delete(oldest);
      const now = clock.now();
      if (one.value !== undefined && now - one.at < freshMs) return { ok: true, value: one.value };
      if (one.asking === undefined && now - one.triedAt < retryMs) return stale(one, now);
      one.asking ??= renew(one, ask, clock);
      return await one.asking;
    },
  };
}

async function renew<T>(one: Kept<T>, ask: () => Promise<LookUp<T>>, clock: Clock): Promise<LookUp<T>> {
  try {
    const answer = await ask();
    one.triedAt = clock.now();
    if (!answer.ok) {
      one.problem = answer.problem;
      return stale(one, clock.now());
    }
    one.value = answer.value;
    one.at = clock.now();
    return answer;
  } finally {
    one.asking = undefined;
  }
}

/** What was known before counts for an hour; after that nothing does. */
const stale = <T>({ value, at, problem }: Kept<T>, now: number): LookUp<T> =>
  value !== undefined && now - at < staleMs ? { ok: true, value } : { ok: false, problem };
