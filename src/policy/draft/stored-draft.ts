import { z } from 'zod';
import { ActorSchema } from '../../domain/actor.ts';
import { OriginSchema } from '../../domain/origin.ts';

/** How long a draft can be approved, in milliseconds. */
export const draftMs = 24 * 60 * 60 * 1000;

/** A goal that somebody may still say yes to: what was worked out, in whose name, and where. */
export const StoredDraftSchema = z.object({
  actor: ActorSchema,
  place: OriginSchema,
  project: z.string(),
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
