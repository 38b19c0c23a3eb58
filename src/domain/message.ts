import { z } from 'zod';
import { ActorSchema } from './actor.ts';
import { AttachmentSchema, SourceMessageSchema } from './surface/attachment.ts';

/** What a person told the agent, and how far it got. Each ends in exactly one of the last two states. */
export const OperatorMessageSchema = z.object({
  /** Receipt id, unique within the goal: `M-1`. */
  receipt: z.string(),
  from: ActorSchema,
  text: z.string(),
  at: z.number(),
  state: z.enum(['queued', 'delivered', 'acknowledged', 'undelivered']),
  /** The turn it was given to. */
  turn: z.number().int().optional(),
  /** Where it was written, when it was a message of its own. */
  source: SourceMessageSchema.optional(),
  attachments: z.array(AttachmentSchema).optional(),
});
