import { z } from 'zod';
import { ActorSchema } from '../../domain/actor.ts';
import { DroverError } from '../../domain/errors.ts';
import type { Entry, GoalStore } from '../../ports/store/goal-store.ts';

/** Entries that hold what an operator has switched. */
export const drainKey = 'control/drain';
export const limitKey = 'control/limit';

/** Nothing new is dispatched. */
const DrainSchema = z.object({ by: ActorSchema, at: z.number(), reason: z.string() });
export type Drain = z.infer<typeof DrainSchema>;

/** Goals that may work at once, in place of the configured number. */
const LimitSchema = z.object({ goals: z.number().int().min(0), by: ActorSchema, at: z.number() });
export type Limit = z.infer<typeof LimitSchema>;

export type Switch<T> = { readonly version: number; readonly value?: T };

/** Who holds new work back and since when, if anybody does. */
export const readDrain = async (store: Pick<GoalStore, 'entry'>): Promise<Switch<Drain>> =>
  switchOf(await store.entry(drainKey), DrainSchema);

/** The number of goals that an operator has set, if anybody did. */
export const readLimit = async (store: Pick<GoalStore, 'entry'>): Promise<Switch<Limit>> =>
  switchOf(await store.entry(limitKey), LimitSchema);

function switchOf<T>(entry: Entry | undefined, schema: z.ZodType<T>): Switch<T> {
  if (entry === undefined) return { version: 0 };
  const parsed = schema.safeParse(entry.value);
  if (parsed.success) return { version: entry.version, value: parsed.data };
  throw new DroverError(
    'STORE_CORRUPT',
    `the stored value of ${entry.key} has an unknown shape`,
    'It was written by another version of drover, or changed by hand. Restore the store from a backup.',
    { cause: parsed.error },
  );
}
