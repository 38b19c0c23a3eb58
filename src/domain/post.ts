import { z } from 'zod';
import { ContentSchema } from './content.ts';
import { GoalIdSchema } from './ids.ts';
import { OriginSchema } from './origin.ts';

/**
 * Something drover will say, written in the commit that caused it.
 * `root` opens a goal's thread and is its card; `card` edits that message (only the newest waiting one is kept);
 * `notice` is a new message in the thread.
 */
export const PostSchema = z.object({
  /** Idempotency key; unique for ever. A `card` has one key per goal and replaces its waiting predecessor. */
  key: z.string().min(1).max(200),
  /** Absent for what drover says by itself, a report for example: a `notice` that goes to `to` as it stands. */
  goal: GoalIdSchema.optional(),
  kind: z.enum(['root', 'card', 'notice']),
  /** For `root` a channel; for the others the goal's origin, whose thread may not be known yet. */
  to: OriginSchema,
  content: ContentSchema,
});
export type Post = z.infer<typeof PostSchema>;
