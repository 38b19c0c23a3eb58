/** Milliseconds until a post that could not be sent is tried again: 1, 2, 4 … 60 s. */
export const resendDelayMs = (failures: number): number =>
  Math.min(1000 * 2 ** Math.max(failures - 1, 0), 60_000);

/** Milliseconds to wait before looking for a post whose answer was lost: the platform may still be storing it. */
export const doubtSettlesMs = 1000;
