import type { ReportRules, Schedule } from '../../domain/recurring/schedule.ts';
import { attendSchedule, type ScheduleNeeds } from './attend-schedule.ts';
import { sayReport } from './daily-report.ts';
import { knownStates, savedSchedules, stateOf } from './schedule-book.ts';

export interface SchedulerOptions extends ScheduleNeeds {
  /** Those of the configuration; one that a person made under the same name is not looked at. */
  readonly configured: readonly Schedule[];
  readonly report?: ReportRules;
  /** Longest time between two looks, in milliseconds; 5000 unless told otherwise. */
  readonly napMs?: number;
}

/** Schedules can be made and changed between two looks. */
const usualNapMs = 5000;

/** Dispatches what is due, and says the daily report, until `signal`, or until the store has failed: the worker then says so. */
export async function runScheduler(options: SchedulerOptions, signal: AbortSignal): Promise<void> {
  const { store, clock } = options.runtime;
  while (!signal.aborted) {
    const nap = await withoutFault(options, 'schedules could not be looked at', () => lookAtAll(options));
    if (!store.health().ok) return;
    await clock.sleep(nap ?? usualNapMs, signal).catch(() => undefined);
  }
}

/** Answers how long nothing is to be done, in milliseconds. */
async function lookAtAll(options: SchedulerOptions): Promise<number> {
  const { report } = options;
  // Read first: a schedule that is made meanwhile is in the list below, and its state is not taken for a left-over.
  const states = await knownStates(options.runtime.store);
  const schedules = await allSchedules(options);
  await forget(options, states, schedules);
  for (const schedule of schedules)
    await withoutFault(options, `the schedule ${schedule.name} could not be looked at`, () =>
      attendSchedule(options, schedule),
    );
  if (report !== undefined)
    await withoutFault(options, 'the daily report could not be made', () => sayReport(options, report));
  return napMs(options, schedules);
}

/** A schedule that is gone from the configuration, and comes back one day, has missed nothing meanwhile. */
async function forget(
  { runtime }: SchedulerOptions,
  states: Awaited<ReturnType<typeof knownStates>>,
  schedules: readonly Schedule[],
): Promise<void> {
  const names = new Set(schedules.map(({ name }) => name));
  for (const { name, remove } of states)
    if (!names.has(name)) await runtime.store.commit({ entries: [remove] });
}

/** A fault of one thing does not keep the others from being done; it is tried again after a nap. */
async function withoutFault<T>(
  { runtime }: SchedulerOptions,
  what: string,
  act: () => Promise<T>,
): Promise<T | undefined> {
  try {
    return await act();
  } catch (error) {
    runtime.logger.error({ err: error }, `${what}; it is tried again`);
    return undefined;
  }
}

async function allSchedules({ runtime, configured }: SchedulerOptions): Promise<readonly Schedule[]> {
  const names = new Set(configured.map(({ name }) => name));
  const saved = await savedSchedules(runtime.store);
  return [...configured, ...saved.filter(({ name }) => !names.has(name))];
}

async function napMs(
  { runtime, napMs: longest = usualNapMs }: SchedulerOptions,
  schedules: readonly Schedule[],
): Promise<number> {
  const { store, clock } = runtime;
  const states = await Promise.all(schedules.map(({ name }) => stateOf(store, name)));
  const waits = states.flatMap(({ value }) =>
    value?.next === undefined || value.paused ? [] : [value.next - clock.now()],
  );
  // Something that is due and could not be dispatched is tried again after a while, not at once.
  return Math.min(longest, ...waits.filter((ms) => ms > 0));
}
