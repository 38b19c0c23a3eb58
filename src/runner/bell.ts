/** Wakes whoever waits for news. Take `next()` before looking at the state, wait for it after: no ring is missed. */
export interface Bell {
  readonly ring: () => void;
  /** Resolves at the first ring after this call. */
  next(): Promise<void>;
}

export function createBell(): Bell {
  let coming = Promise.withResolvers<void>();
  return {
    ring() {
      coming.resolve();
      coming = Promise.withResolvers<void>();
    },
    next: () => coming.promise,
  };
}
