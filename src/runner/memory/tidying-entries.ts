import {
  TidyingLeaseSchema,
  TidyingStateSchema,
  type TidyingLease,
  type TidyingState,
} from '../../policy/memory/tidying-state.ts';
import type { Entry, EntryWrite, GoalStore } from '../../ports/store/goal-store.ts';

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
  const value = TidyingLeaseSchema.safeParse(lease?.value);
  return {
    lease: { version: versionOf(lease), ...(value.success ? { value: value.data } : {}) },
    state: { version: versionOf(state), value: TidyingStateSchema.safeParse(state?.value).data ?? {} },
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
