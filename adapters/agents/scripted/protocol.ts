import { z } from 'zod';
import { FailureSchema } from '../../../src/domain/failure.ts';
import { DenialSchema, UsageSchema } from '../../../src/domain/turn.ts';
import { ScriptSchema } from './script.ts';

/** What the player is told on stdin: one JSON object. */
export const JobSchema = z.object({
  kind: z.enum(['work', 'compact']).default('work'),
  script: ScriptSchema,
  prompt: z.string(),
  session: z.object({ id: z.string(), resume: z.boolean() }),
  /** Where sessions are kept. */
  home: z.string(),
  /** The turn's own folder. */
  folder: z.string(),
});
export type Job = z.infer<typeof JobSchema>;

/** What the player says on stdout: one JSON object a line. A turn ends with `end`, `failure` or `interrupted`. */
export const PlayerEventSchema = z.discriminatedUnion('type', [
  z.object({ type: z.literal('session'), id: z.string(), model: z.string() }),
  z.object({ type: z.literal('text'), text: z.string() }),
  z.object({ type: z.literal('tool'), name: z.string(), what: z.string() }),
  z.object({ type: z.literal('denied'), denial: DenialSchema }),
  z.object({ type: z.literal('usage'), usage: UsageSchema }),
  /** Running totals of the session. */
  z.object({ type: z.literal('totals'), usage: UsageSchema }),
  z.object({ type: z.literal('context'), used: z.number(), window: z.number().optional() }),
  z.object({ type: z.literal('failure'), failure: FailureSchema }),
  /** SIGINT ended the turn. */
  z.object({ type: z.literal('interrupted') }),
  z.object({ type: z.literal('end') }),
]);
export type PlayerEvent = z.infer<typeof PlayerEventSchema>;
