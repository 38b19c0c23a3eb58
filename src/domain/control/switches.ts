import { z } from 'zod';
import { ActorSchema } from '../actor.ts';

/** Entries that hold what an operator has switched. */
export const drainKey = 'control/drain';
export const limitKey = 'control/limit';

/** Nothing new is dispatched. */
export const DrainSchema = z.object({ by: ActorSchema, at: z.number(), reason: z.string() });
export type Drain = z.infer<typeof DrainSchema>;

/** Goals that may work at once, in place of the configured number. */
export const LimitSchema = z.object({ goals: z.number().int().min(0), by: ActorSchema, at: z.number() });
export type Limit = z.infer<typeof LimitSchema>;
