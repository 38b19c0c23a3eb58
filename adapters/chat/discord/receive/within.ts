import type { Clock } from '../../../../src/ports/clock.ts';

/** What the work comes to, or undefined when it takes longer than that many milliseconds; it then goes on unheeded. */
export async function within<T>(clock: Clock, ms: number, work: Promise<T>): Promise<T | undefined> {
  const over = new AbortController();
  const patience = clock.sleep(ms, over.signal).then(
    () => undefined,
    // Rejects only because it is aborted below, when nobody waits for it any more.
    () => undefined,
  );
  try {
    return await Promise.race([work, patience]);
  } finally {
    over.abort();
  }
}
