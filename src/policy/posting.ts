/** Slack lets an app edit about 50 messages a minute, over all channels together; other places allow more. */
const editsPerMinute = 40;

/** Milliseconds between two edits of one card: as configured, and longer the more goals share the allowance. */
export const cardIntervalMs = (configuredMs: number, openGoals: number): number =>
  Math.max(configuredMs, Math.ceil((openGoals * 60_000) / editsPerMinute));

/** Milliseconds until a post that could not be sent is tried again: 1, 2, 4 … 60 s. */
export const resendDelayMs = (failures: number): number =>
  Math.min(1000 * 2 ** Math.max(failures - 1, 0), 60_000);

/** Milliseconds to wait before looking for a post whose answer was lost: the platform may still be storing it. */
export const doubtSettlesMs = 1000;
