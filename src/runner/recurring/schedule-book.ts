import {
  ScheduleSchema,
  ScheduleStateSchema,
  type Schedule,
  type ScheduleState,
} from '../../domain/recurring/schedule.ts';
import type { Entry, EntryWrite, GoalStore } from '../../ports/store/goal-store.ts';

type Reading = Pick<GoalStore, 'entry' | 'entries'>;

const scheduleKey = (name: string): string => `schedule/${name}`;
const stateKey = (name: string): string => `schedule-state/${name}`;

/** Something of the store with the version that the next write must name; 0 when it is not there. */
export interface Versioned<T> {
  readonly version: number;
  readonly value: T | undefined;
}

/** The schedules that people made, by name. */
export async function savedSchedules(store: Reading): Promise<readonly Schedule[]> {
  const entries = await store.entries(scheduleKey(''));
  return entries.map(({ value }) => ScheduleSchema.parse(value));
}

/** One that a person made. */
export const savedSchedule = async (store: Reading, name: string): Promise<Versioned<Schedule>> =>
  versioned(await store.entry(scheduleKey(name)), (value) => ScheduleSchema.parse(value));

/** How far a schedule is, be it a person's or one of the configuration. */
export const stateOf = async (store: Reading, name: string): Promise<Versioned<ScheduleState>> =>
  versioned(await store.entry(stateKey(name)), (value) => ScheduleStateSchema.parse(value));

const versioned = <T>(entry: Entry | undefined, parse: (value: unknown) => T): Versioned<T> =>
  entry === undefined
    ? { version: 0, value: undefined }
    : { version: entry.version, value: parse(entry.value) };

/** Writes a schedule, or without a value removes it. */
export const writeSchedule = (
  name: string,
  { version }: Pick<Versioned<unknown>, 'version'>,
  value: Schedule | undefined,
): EntryWrite => ({ key: scheduleKey(name), expectedVersion: version, value });

export const writeState = (
  name: string,
  { version }: Pick<Versioned<unknown>, 'version'>,
  value: ScheduleState | undefined,
): EntryWrite => ({ key: stateKey(name), expectedVersion: version, value });

/** Names that a state is kept of, each with what removes it. */
export async function knownStates(
  store: Reading,
): Promise<readonly { readonly name: string; readonly remove: EntryWrite }[]> {
  const prefix = stateKey('');
  return (await store.entries(prefix)).map(({ key, version }) => ({
    name: key.slice(prefix.length),
    remove: { key, expectedVersion: version, value: undefined },
  }));
}
