import type { ReportRules, Schedule, ScheduleState } from '../../domain/schedule.ts';
import { attendSchedule, type ScheduleNeeds } from './attend-schedule.ts';
import { sayReport } from './daily-report.ts';
import { savedSchedules, stateOf } from './schedule-book.ts';

export interface SchedulerOptions extends ScheduleNeeds {
  /** Those of the configuration; one that a person made under the same name is not looked at. */
  readonly configured: readonly Schedule[];
  readonly report?: ReportRules;
}

/** Longest time between two looks, in milliseconds: schedules can be made and changed meanwhile. */
const longestNapMs = 5000;

/** Dispatches what is due, and says the daily report, until `signal`. Rejects when the store failed. */
export async function runScheduler(options: SchedulerOptions, signal: AbortSignal): Promise<void> {
  const { store, clock } = options.runtime;
  while (!signal.aborted) {
    try {
      await lookAtAll(options);
    } catch (error) {
      if (!store.health().ok) throw error;
      options.runtime.logger.error({ err: error }, 'schedules could not be looked at; trying again');
    }
    await clock.sleep(await napMs(options), signal).catch(() => undefined);
  }
}

async function lookAtAll(options: SchedulerOptions): Promise<void> {
  for (const schedule of await allSchedules(options)) await attendSchedule(options, schedule);
  if (options.report !== undefined) await sayReport(options, options.report);
}

async function allSchedules({ runtime, configured }: SchedulerOptions): Promise<readonly Schedule[]> {
  const names = new Set(configured.map(({ name }) => name));
  const saved = await savedSchedules(runtime.store);
  return [...configured, ...saved.filter(({ name }) => !names.has(name))];
}

async function napMs(options: SchedulerOptions): Promise<number> {
  const { store, clock } = options.runtime;
  const now = clock.now();
  const states = store.health().ok ? await allStates(options) : [];
  const next = Math.min(...states.map(({ next: due, paused }) => (paused ? Infinity : (due ?? Infinity))));
  // Something that is due and could not be dispatched is tried again after a while, not at once.
  return next <= now ? longestNapMs : Math.min(next - now, longestNapMs);
}

async function allStates(options: SchedulerOptions): Promise<readonly ScheduleState[]> {
  const schedules = await allSchedules(options);
  const states = await Promise.all(schedules.map(({ name }) => stateOf(options.runtime.store, name)));
  return states.flatMap(({ value }) => (value === undefined ? [] : [value]));
}

