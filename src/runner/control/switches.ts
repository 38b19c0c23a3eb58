import {
  drainKey,
  DrainSchema,
  limitKey,
  LimitSchema,
  type Drain,
  type Limit,
} from '../../domain/control/switches.ts';
import { DroverError } from '../../domain/errors.ts';
import type { Entry, GoalStore } from '../../ports/store/goal-store.ts';

/** A switch as it stands, with the version that whoever throws it must name. */
export type Switch<T> = { readonly version: number; readonly value?: T };

/** Who holds new work back and since when, if anybody does. */
export const readDrain = async (store: Pick<GoalStore, 'entry'>): Promise<Switch<Drain>> =>
  switchOf(await store.entry(drainKey), DrainSchema);

/** The number of goals that an operator has set, if anybody did. */
export const readLimit = async (store: Pick<GoalStore, 'entry'>): Promise<Switch<Limit>> =>
  switchOf(await store.entry(limitKey), LimitSchema);

/** What reads the stored value. */
interface Schema<T> {
  readonly safeParse: (value: unknown) => { success: true; data: T } | { success: false; error: Error };
}

function switchOf<T>(entry: Entry | undefined, schema: Schema<T>): Switch<T> {
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
