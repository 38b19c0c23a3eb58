/** The last holder of each name, settled when it let go. */
export type Locks = Map<string, Promise<void>>;

/** Runs `work` while nothing else runs under the same name, first come, first served. An aborted waiter leaves the queue. */
export async function withLock<T>(
  locks: Locks,
  name: string,
  work: () => Promise<T>,
  signal: AbortSignal,
): Promise<T> {
  signal.throwIfAborted();
  const before = locks.get(name) ?? Promise.resolve();
  const done = Promise.withResolvers<void>();
  const mine = before.then(() => done.promise);
  locks.set(name, mine);
  try {
    await untilAborted(before, signal);
    return await work();
  } finally {
    done.resolve();
    if (locks.get(name) === mine) locks.delete(name);
  }
}

async function untilAborted(turn: Promise<void>, signal: AbortSignal): Promise<void> {
  const aborted = Promise.withResolvers<never>();
  const onAbort = (): void => aborted.reject(signal.reason);
  signal.addEventListener('abort', onAbort, { once: true });
  try {
    await Promise.race([turn, aborted.promise]);
  } finally {
    signal.removeEventListener('abort', onAbort);
  }
}
