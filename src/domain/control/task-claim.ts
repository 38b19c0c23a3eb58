import { z } from 'zod';
import { GoalIdSchema } from '../ids.ts';

/** What the keys of such entries begin with: `dispatch/<project>/<digest>`. */
export const claimPrefix = 'dispatch/';

/** Claims a task for a goal, so that two who ask for it at the same moment get one goal. `words` is what was asked. */
export const TaskClaimSchema = z.object({ goal: GoalIdSchema, at: z.number(), words: z.string() });
