import { z } from 'zod';
import { GoalIdSchema } from '../../domain/ids.ts';

/** One life of drover. */
const LifeSchema = z.object({ bootId: z.string(), pid: z.number().int() });
export type Life = z.infer<typeof LifeSchema>;

/** Who tidies a project's notes now: the goal that does, and the life of drover that looks after it. */
export const TidyingLeaseSchema = z.object({ goal: GoalIdSchema, life: LifeSchema, at: z.number() });
export type TidyingLease = z.infer<typeof TidyingLeaseSchema>;

/** When notes were last tidied, and what became of it. */
export const TidyingStateSchema = z.object({
  /** When the last goal was dispatched for it; epoch milliseconds. */
  lastAt: z.number().optional(),
  outcome: z
    .object({
      at: z.number(),
      goal: GoalIdSchema,
      is: z.enum(['adopted', 'nothing to do', 'skipped', 'failed', 'lost on restart']),
      note: z.string(),
    })
    .optional(),
});
export type TidyingState = z.infer<typeof TidyingStateSchema>;
