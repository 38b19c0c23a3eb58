import type { Block } from '../../../domain/surface/content.ts';
import type { Schedule, ScheduleState } from '../../../domain/recurring/schedule.ts';
import type { Calendar } from '../../../ports/calendar.ts';
import { savedSchedules, stateOf } from '../../../runner/recurring/schedule-book.ts';
import { labelOf, type Actor } from '../../../domain/actor.ts';
import { oneLine } from '../../../text/format.ts';
import { utcMoment } from '../../../text/utc.ts';
import { text } from '../../answers.ts';
import { maySee } from '../may-see.ts';
import type { VerbWorld } from '../verb.ts';

/** A schedule and how far it is. */
export interface Job {
  readonly schedule: Schedule;
  /** Whether it stands in the configuration, which only its file changes. */
  readonly configured: boolean;
  /** Absent for one that was never looked at. */
  readonly state: ScheduleState | undefined;
}

/** Every schedule by name; one of the configuration hides one that a person made under the same name. */
export async function allJobs({ runtime, installation }: VerbWorld): Promise<readonly Job[]> {
  const configured = installation.schedules.map((schedule) => ({ schedule, configured: true }));
  const names = new Set(installation.schedules.map(({ name }) => name));
  const saved = (await savedSchedules(runtime.store))
    .filter(({ name }) => !names.has(name))
    .map((schedule) => ({ schedule, configured: false }));
  const jobs = [...configured, ...saved].map(async (job) => ({
    ...job,
    state: (await stateOf(runtime.store, job.schedule.name)).value,
  }));
  return (await Promise.all(jobs)).toSorted((a, b) => (a.schedule.name < b.schedule.name ? -1 : 1));
}

/** Those of projects that the person may see, and those that name none. */
export const visibleJobs = async (world: VerbWorld, actor: Actor): Promise<readonly Job[]> =>
  (await allJobs(world)).filter(({ schedule: { flags } }) => {
    const { project } = flags;
    return typeof project !== 'string' || maySee(world, actor, project);
  });

/** `nightly: 0 3 * * * (Europe/Berlin), next …; last … G-4`. */
export function jobBlock({ schedule, configured, state }: Job, calendar: Calendar): Block {
  const { name, cron, zone } = schedule;
  const whose = configured ? 'configured' : labelOf(schedule.by);
  return text(
    { bold: name },
    ` ${cron} (${zone}), ${whose} — ${nextWords(schedule, state, calendar)}; ${lastWords(state)}`,
  );
}

/** The next moment, absolute and as the zone has it. */
function nextWords({ zone }: Schedule, state: ScheduleState | undefined, calendar: Calendar): string {
  if (state === undefined) return 'not looked at yet';
  if (state.paused) return 'paused';
  if (state.next === undefined) return 'never again';
  if (zone === 'UTC') return `next ${utcMoment(state.next)}`;
  const { date, minutes } = calendar.localTime(state.next, zone);
  const time = `${String(Math.floor(minutes / 60)).padStart(2, '0')}:${String(minutes % 60).padStart(2, '0')}`;
  return `next ${utcMoment(state.next)} (${date} ${time} there)`;
}

function lastWords(state: ScheduleState | undefined): string {
  if (state?.last === undefined) return 'never fired';
  const { due, goal, note } = state.last;
  const what = note === undefined ? (goal ?? 'being dispatched') : `no goal: ${oneLine(note, 120)}`;
  return `last ${utcMoment(due)}: ${what}`;
}

/** The same for programs. */
export const jobData = ({ schedule, configured, state }: Job) => ({
  name: schedule.name,
  cron: schedule.cron,
  zone: schedule.zone,
  configured,
  paused: state?.paused ?? false,
  ...(state?.next === undefined ? {} : { next: state.next }),
  ...(state?.last === undefined ? {} : { last: state.last }),
});
