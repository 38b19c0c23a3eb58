import type { Clock } from '../../src/ports/clock.ts';

/** setTimeout fires at once for anything longer (Node: TIMEOUT_MAX, 2^31 - 1 ms). */
const longestTimer = 2 ** 31 - 1;

/** The machine's own clock. Sleeps of any length are possible; a negative one ends at once. */
export const systemClock: Clock = { now: () => Date.now(), sleep };

async function sleep(ms: number, signal: AbortSignal): Promise<void> {
  let left = ms;
  do {
    const part = Math.min(Math.max(left, 0), longestTimer);
    await timer(part, signal);
    left -= part;
  } while (left > 0);
}

function timer(ms: number, signal: AbortSignal): Promise<void> {
  return new Promise((resolve, reject) => {
    signal.throwIfAborted();
    const onAbort = () => {
      clearTimeout(handle);
      // The abort reason is the caller's own value, passed on untouched as the port promises.
      // oxlint-disable-next-line typescript/prefer-promise-reject-errors
      reject(signal.reason);
    };
    const handle = setTimeout(() => {
      signal.removeEventListener('abort', onAbort);
      resolve();
    }, ms);
    signal.addEventListener('abort', onAbort, { once: true });
  });
}
