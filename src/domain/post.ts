import { z } from 'zod';
import { SourceMessageSchema } from './surface/attachment.ts';
import { ContentSchema } from './surface/content.ts';
import { GoalIdSchema } from './ids.ts';
import { OriginSchema } from './origin.ts';

/** What became of what a person wrote, as a sign on that message. */
export const ReceiptSignSchema = z.enum(['seen', 'delivered', 'acknowledged', 'undelivered']);
export type ReceiptSign = z.infer<typeof ReceiptSignSchema>;

/**
 * Something drover will say, written in the commit that caused it.
 * `root` opens a goal's thread and is its card; `card` edits that message (only the newest waiting one is kept);
 * `notice` is a new message in the thread; `sign` marks a person's own message.
 */
export const PostSchema = z.object({
  /** Idempotency key; unique for ever. A `card` has one key per goal and replaces its waiting predecessor. */
  key: z.string().min(1).max(200),
  /** Absent for what drover says by itself, a report for example: a `notice` that goes to `to` as it stands. */
  goal: GoalIdSchema.optional(),
  kind: z.enum(['root', 'card', 'notice', 'sign']),
  /** How soon a notice is wanted: what asks a person, then what ended, then (absent) what is going on. */
  urgency: z.enum(['ask', 'result']).optional(),
  /** For `root` a channel; for the others the goal's origin, whose thread may not be known yet. */
  to: OriginSchema,
  content: ContentSchema,
  /** For `sign`: which message is marked, and how; `content` says the same in words. */
  mark: z.object({ message: SourceMessageSchema, sign: ReceiptSignSchema }).optional(),
  /** A `notice` that takes the place of a card which cannot be edited any more. */
  freshCard: z.literal(true).optional(),
  /**
   * A `notice` that puts something to a person: what (`Q-1`, `R-7K2M4Q`), and on which rung of its ladder, from 0.
   * `again`: it says nothing new, and is not worth saying when there is an answer.
   */
  rung: z
    .object({ goal: GoalIdSchema, ask: z.string(), step: z.number().int().min(0), again: z.boolean() })
    .optional(),
});
export type Post = z.infer<typeof PostSchema>;
