import { z } from 'zod';
import { GoalIdSchema } from '../../domain/ids.ts';
import type { Entry, EntryWrite, GoalStore } from '../../ports/store/goal-store.ts';

/** One life of drover. */
const LifeSchema = z.object({ bootId: z.string(), pid: z.number().int() });
export type Life = z.infer<typeof LifeSchema>;

/** Who tidies a project's notes now: the goal that does, and the life of drover that looks after it. */
const LeaseSchema = z.object({ goal: GoalIdSchema, life: LifeSchema, at: z.number() });
export type TidyingLease = z.infer<typeof LeaseSchema>;

/** When notes were last tidied, and what became of it. */
const StateSchema = z.object({
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
export type TidyingState = z.infer<typeof StateSchema>;

/** Entries of one project, with the versions that the next write must name. */
export interface TidyingEntries {
  readonly lease: { readonly version: number; readonly value?: TidyingLease };
  readonly state: { readonly version: number; readonly value: TidyingState };
}

export const leaseKey = (project: string): string => `memory/${project}/lease`;
export const stateKey = (project: string): string => `memory/${project}/state`;

/** What the store knows of a project's notes. What has another shape counts as nothing: it is only about being in time. */
export async function readTidying(store: Pick<GoalStore, 'entry'>, project: string): Promise<TidyingEntries> {
  const [lease, state] = await Promise.all([store.entry(leaseKey(project)), store.entry(stateKey(project))]);
  const value = LeaseSchema.safeParse(lease?.value);
  return {
    lease: { version: versionOf(lease), ...(value.success ? { value: value.data } : {}) },
    state: { version: versionOf(state), value: StateSchema.safeParse(state?.value).data ?? {} },
  };
}

const versionOf = (entry: Entry | undefined): number => entry?.version ?? 0;

export const leaseWrite = (
  project: string,
  { lease }: TidyingEntries,
  value: TidyingLease | undefined,
): EntryWrite => ({ key: leaseKey(project), expectedVersion: lease.version, value });

export const stateWrite = (project: string, { state }: TidyingEntries, value: TidyingState): EntryWrite => ({
  key: stateKey(project),
  expectedVersion: state.version,
  value,
});
