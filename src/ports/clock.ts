/** The only source of time. Tests advance it by hand. */
export interface Clock {
  /** Epoch milliseconds. */
  now(): number;
  /** Resolves after `ms`; rejects with `signal.reason` when aborted earlier. */
  sleep(ms: number, signal: AbortSignal): Promise<void>;
}
