import { z } from 'zod';

/** When a person was last here, and since when things happen that the person may not have seen (epoch milliseconds). */
export const LookSchema = z.object({
  at: z.number(),
  unseenSince: z.number(),
  /** When the person came back after an absence. */
  backAt: z.number().optional(),
});
export type Look = z.infer<typeof LookSchema>;

/** A look is written down at most so often. */
const noteEveryMs = 60_000;

/** For so long after an absence what happened in it counts as unseen, unless a digest told of it. */
const unseenForMs = 60 * 60 * 1000;

/** Whether somebody who is here again was away. @param afterMs 0: nobody ever is */
export const wasAway = (before: Look, now: number, afterMs: number): boolean =>
  afterMs > 0 && now - before.at >= afterMs;

/** What is to be noted of somebody who is here; undefined when that was noted a moment ago. */
export function nextLook(before: Look | undefined, now: number, afterMs: number): Look | undefined {
  if (before === undefined) return { at: now, unseenSince: now };
  if (wasAway(before, now, afterMs)) return { at: now, unseenSince: before.unseenSince, backAt: now };
  if (now - before.at < noteEveryMs) return undefined;
  const justBack = before.backAt !== undefined && now - before.backAt < unseenForMs;
  return justBack ? { ...before, at: now } : { at: now, unseenSince: now };
}
