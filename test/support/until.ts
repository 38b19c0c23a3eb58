import { setTimeout as pause } from 'node:timers/promises';

/** Asks again every few milliseconds until there is an answer; fails with what was last seen after `withinMs`. */
export async function until<T>(
  what: string,
  ask: () => Promise<T | undefined> | T | undefined,
  withinMs = 20_000,
): Promise<T> {
  const end = performance.now() + withinMs;
  let last: unknown;
  while (performance.now() < end) {
    try {
      const answer = await ask();
      if (answer !== undefined) return answer;
    } catch (error) {
      last = error;
    }
    await pause(25);
  }
  throw new Error(`not in ${withinMs} ms: ${what}`, { cause: last });
}
