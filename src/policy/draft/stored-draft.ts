import { z } from 'zod';
import { ActorSchema } from '../../domain/actor.ts';
import { OriginSchema } from '../../domain/origin.ts';
import { AttachmentSchema, SourceMessageSchema } from '../../domain/surface/attachment.ts';

/** How long a draft can be approved, in milliseconds. */
export const draftMs = 24 * 60 * 60 * 1000;

/** A goal that somebody may still say yes to (or name the project of): what was worked out, in whose name, and where. */
export const StoredDraftSchema = z.object({
  actor: ActorSchema,
  place: OriginSchema,
  /** The project that was worked out; empty where it is what is asked. */
  project: z.string(),
  /** A goal that is whole but for its project: one of these, in the order in which they were offered. */
  among: z.array(z.string()).optional(),
  /** The message that asked for it, and what came with it. */
  asking: SourceMessageSchema.optional(),
  attachments: z.array(AttachmentSchema).optional(),
  text: z.string(),
  flags: z.record(z.string(), z.union([z.boolean(), z.string(), z.number(), z.array(z.string())])),
  expiresAt: z.number(),
  /** It was approved; the goal is found by the mark of that. */
  taken: z.boolean().optional(),
});
export type StoredDraft = z.infer<typeof StoredDraftSchema>;

const prefix = 'draft/';

/** Where a draft is kept, by the request that it can be approved with: `draft/R-7K2M4Q`. */
export const draftKey = (request: string): string => `${prefix}${request}`;

export const draftPrefix = prefix;
