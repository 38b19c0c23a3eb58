import type { Actor } from '../../../domain/actor.ts';
import type { VerbAnswer } from '../../../domain/verb.ts';
import type { ScheduleState } from '../../../domain/recurring/schedule.ts';
import type { Origin } from '../../../domain/origin.ts';
import { freshState } from '../../../policy/recurring/firing.ts';
import { stateOf, writeState } from '../../../runner/recurring/schedule-book.ts';
import { plural } from '../../../text/format.ts';
import { answer, small } from '../../answers.ts';
import { dispatchWithTemplate } from '../run/with-template.ts';
import type { Verb, VerbCall, VerbWorld } from '../verb.ts';
import { findJob, setPaused } from './change-schedule.ts';
import { visibleJobs, jobBlock, jobData, type Job } from './schedule-list.ts';

export const jobsVerb: Verb = {
  name: 'jobs',
  role: 'view',
  goal: 'none',
  text: 'none',
  actions: [
    {
      name: 'list',
      words: [],
      text: 'none',
      summary: 'schedules, when they fire next, and what came of the last time',
    },
    {
      name: 'run',
      words: ['NAME'],
      suggests: 'schedule',
      text: 'none',
      summary: 'dispatch its goal now, as your own',
    },
    {
      name: 'stop',
      words: ['NAME'],
      suggests: 'schedule',
      text: 'none',
      summary: 'hold it, as schedule pause does',
    },
  ],
  flags: [],
  summary: 'what is dispatched by itself, and when',
  handle: (world, call) => {
    const [name = ''] = call.action?.words ?? [];
    if (call.action?.name === 'run') return runNow(world, call, name);
    if (call.action?.name === 'stop') return setPaused(world, call, name, true);
    return listJobs(world, call.actor);
  },
};

/** Every schedule with its next and its last moment; those of projects that the person may not see are not there. */
export async function listJobs(world: VerbWorld, actor: Actor): Promise<VerbAnswer> {
  const jobs = await visibleJobs(world, actor);
  if (jobs.length === 0)
    return answer('No schedules', [small('Make one: /goal schedule add NAME "0 3 * * *" TEXT.')], {
      data: { jobs: [] },
    });
  return answer(
    plural(jobs.length, 'schedule'),
    jobs.map((job) => jobBlock(job, world.calendar)),
    { data: { jobs: jobs.map(jobData) } },
  );
}

/** One goal now, in the name of whoever asks; the schedule's own moments stay as they are. */
async function runNow(world: VerbWorld, call: VerbCall, name: string): Promise<VerbAnswer> {
  const job = await findJob(world, name);
  if ('content' in job) return job;
  const { schedule } = job;
  const given = await dispatchWithTemplate(world, {
    actor: call.actor,
    place: placeOf(job, call),
    deliveryId: call.message.deliveryId,
    text: schedule.text,
    flags: schedule.flags,
    from: `schedule/${name}`,
  });
  if (given.ok && given.goal !== undefined) await noteGoal(world, job, given.goal);
  return given;
}

/** Where the schedule's goals are; of a channel only the configuration knows, the answer's own place. */
const placeOf = ({ schedule }: Job, { message }: VerbCall): Origin => schedule.place ?? message.place;

/** Its next firing waits for this goal, too. Somebody who writes at the same moment knows better. */
async function noteGoal(
  { runtime, calendar }: VerbWorld,
  job: Job,
  goal: NonNullable<VerbAnswer['goal']>,
): Promise<void> {
  const { schedule } = job;
  const now = runtime.clock.now();
  const found = await stateOf(runtime.store, schedule.name);
  const before = found.value ?? freshState(schedule, calendar.next(schedule.cron, schedule.zone, now));
  const state: ScheduleState = { ...before, last: { due: now, at: now, goal } };
  await runtime.store.commit({ entries: [writeState(schedule.name, found, state)] });
}
