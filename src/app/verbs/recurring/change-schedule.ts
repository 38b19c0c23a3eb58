import type { ScheduleState } from '../../../domain/recurring/schedule.ts';
import type { VerbAnswer } from '../../../domain/verb.ts';
import { decideAccess } from '../../../policy/access.ts';
import { freshState, waitingFor } from '../../../policy/recurring/firing.ts';
import type { EntryWrite } from '../../../ports/store/goal-store.ts';
import {
  savedSchedule,
  stateOf,
  writeSchedule,
  writeState,
} from '../../../runner/recurring/schedule-book.ts';
import { oneLine } from '../../../text/format.ts';
import { nearest } from '../../../text/nearest.ts';
import { answer, refusal } from '../../answers.ts';
import { isSamePerson } from '../../access/same-person.ts';
import { accessRefusal } from '../../authorize.ts';
import { markOf, storedAnswer } from '../../inbox-mark.ts';
import type { VerbCall, VerbWorld } from '../verb.ts';
import { allJobs, type Job } from './schedule-list.ts';

/** The schedule of that name, or the answer that there is none. */
export async function findJob(world: VerbWorld, name: string): Promise<Job | VerbAnswer> {
  const jobs = await allJobs(world);
  const found = jobs.find(({ schedule }) => schedule.name === name);
  if (found !== undefined) return found;
  const names = jobs.map(({ schedule }) => schedule.name);
  const guess = nearest(name, names);
  return refusal(
    'SCHEDULE_INVALID',
    `There is no schedule “${oneLine(name, 60)}”${guess === undefined ? '' : `; did you mean “${guess}”?`}`,
    names.length === 0
      ? 'Make one: /goal schedule add NAME "0 3 * * *" TEXT.'
      : `Known: ${names.join(', ')}.`,
  );
}

/** People change their own schedules; those of others take the role *approve*. */
export function mayChange(world: VerbWorld, call: VerbCall, { schedule }: Job): VerbAnswer | undefined {
  if (isSamePerson(world, call.actor, schedule.by)) return undefined;
  const access = decideAccess(call.actor, 'approve', [world.installation.access]);
  return access.allowed ? undefined : accessRefusal(access, schedule.by);
}

/** Holds a schedule, or lets it go on with its next moment: what it missed meanwhile was meant to be missed. */
export async function setPaused(
  world: VerbWorld,
  call: VerbCall,
  name: string,
  paused: boolean,
): Promise<VerbAnswer> {
  const { store, clock } = world.runtime;
  for (;;) {
    const job = await findJob(world, name);
    if ('content' in job) return job;
    const denied = mayChange(world, call, job);
    if (denied !== undefined) return denied;
    const found = await stateOf(store, name);
    const { cron, zone } = job.schedule;
    const next = world.calendar.next(cron, zone, clock.now());
    const state: ScheduleState = {
      ...waitingFor(found.value ?? freshState(job.schedule, next), next),
      paused,
    };
    const given = answer(paused ? `The schedule “${name}” is paused` : `The schedule “${name}” goes on`);
    const written = await writeOnce(world, call, given, [writeState(name, found, state)]);
    if (written !== undefined) return written;
  }
}

export async function removeSchedule(world: VerbWorld, call: VerbCall, name: string): Promise<VerbAnswer> {
  const { store } = world.runtime;
  for (;;) {
    const job = await findJob(world, name);
    if ('content' in job) return job;
    if (job.configured) return inConfiguration(name);
    const denied = mayChange(world, call, job);
    if (denied !== undefined) return denied;
    const [schedule, state] = [await savedSchedule(store, name), await stateOf(store, name)];
    const given = answer(`The schedule “${name}” is removed`);
    const entries = [writeSchedule(name, schedule, undefined), writeState(name, state, undefined)];
    const written = await writeOnce(world, call, given, entries);
    if (written !== undefined) return written;
  }
}

export const inConfiguration = (name: string): VerbAnswer =>
  refusal(
    'SCHEDULE_INVALID',
    `“${name}” stands in the configuration`,
    'Change it there and start drover again, or choose another name.',
  );

/**
 * Makes a change durable together with its answer; a repeat gets that answer.
 * undefined: somebody else was faster with one of the entries, look again.
 */
export async function writeOnce(
  { runtime }: Pick<VerbWorld, 'runtime'>,
  call: VerbCall,
  given: VerbAnswer,
  entries: readonly EntryWrite[],
): Promise<VerbAnswer | undefined> {
  const mark = markOf(call.message, given, runtime.clock.now());
  const result = await runtime.store.commit({ entries, inboxMarks: [mark] });
  if (result.ok) return given;
  return result.reason === 'already-marked' ? storedAnswer(result.mark) : undefined;
}
