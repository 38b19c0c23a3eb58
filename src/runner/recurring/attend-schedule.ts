import type { GoalId } from '../../domain/ids.ts';
import type { Origin } from '../../domain/origin.ts';
import { firingId, type Schedule, type ScheduleState } from '../../domain/recurring/schedule.ts';
import { VerbAnswerSchema, type VerbAnswer } from '../../domain/verb.ts';
import {
  decideFiring,
  freshState,
  timingOf,
  waitingFor,
  type Firing,
} from '../../policy/recurring/firing.ts';
import type { Calendar } from '../../ports/calendar.ts';
import type { EntryWrite } from '../../ports/store/goal-store.ts';
import { refusedFiring } from '../../text/recurring/firing-words.ts';
import type { Runtime } from '../runtime.ts';
import { stateOf, writeState, type Versioned } from './schedule-book.ts';

/** A goal that a schedule wants, with what must be written in the same commit. */
export interface WantedGoal {
  readonly schedule: Schedule;
  readonly place: Origin;
  /** `schedule/nightly/1700000000000`; a repeat gets the first answer. */
  readonly deliveryId: string;
  readonly missed: number;
  readonly late: boolean;
  readonly entries: readonly EntryWrite[];
}

/** What a schedule needs of the outside. */
export interface ScheduleNeeds {
  readonly runtime: Runtime;
  readonly calendar: Calendar;
  /** Dispatches as `run` does, in the name of the schedule's maker. */
  readonly dispatch: (wanted: WantedGoal) => Promise<VerbAnswer>;
  /** The place that a channel's name stands for; undefined until its platform is connected. */
  readonly placeOf: (channel: string) => Origin | undefined;
}

/** One schedule: begins to wait, hears what came of its last firing, and fires when it is due. */
export async function attendSchedule(options: ScheduleNeeds, schedule: Schedule): Promise<void> {
  const { runtime, calendar } = options;
  const next = (after: number) => calendar.next(schedule.cron, schedule.zone, after);
  const found = await healed(options, schedule, await stateOf(runtime.store, schedule.name));
  if (found?.value === undefined || found.value.timing !== timingOf(schedule)) {
    if (found !== undefined) await begin(options, schedule, found);
    return;
  }
  const now = runtime.clock.now();
  const busy = await isBusy(runtime, found.value.last?.goal);
  const firing = decideFiring(schedule, found.value, { now, next, busy });
  if (firing?.is === 'skip') await skip(options, schedule, { ...found, value: found.value }, firing);
  if (firing?.is === 'fire') await fire(options, schedule, { ...found, value: found.value }, firing);
}

/** A schedule that is new, or has another timing than before, waits for the first moment from now on. */
async function begin(
  { runtime, calendar }: ScheduleNeeds,
  schedule: Schedule,
  found: Versioned<ScheduleState>,
): Promise<void> {
  const next = calendar.next(schedule.cron, schedule.zone, runtime.clock.now());
  const state = { ...freshState(schedule, next), ...kept(found.value) };
  await runtime.store.commit({ entries: [writeState(schedule.name, found, state)] });
}

const kept = (state: ScheduleState | undefined): Partial<ScheduleState> =>
  state === undefined
    ? {}
    : { paused: state.paused, ...(state.last === undefined ? {} : { last: state.last }) };

/**
 * The goal of the last firing is written down in a second step. drover may have died in between: the goal's own commit
 * tells. undefined: somebody else wrote first; looked at again later.
 */
async function healed(
  { runtime }: ScheduleNeeds,
  { name }: Schedule,
  found: Versioned<ScheduleState>,
): Promise<Versioned<ScheduleState> | undefined> {
  const last = found.value?.last;
  if (found.value === undefined || last === undefined || last.goal !== undefined || last.note !== undefined)
    return found;
  const mark = await runtime.store.seen(firingId(name, last.due));
  const answer = VerbAnswerSchema.safeParse(mark?.answer);
  const goal = answer.data?.goal;
  const told = goal === undefined ? { note: 'nothing is known of it' } : { goal };
  const value = { ...found.value, last: { ...last, ...told } };
  const result = await runtime.store.commit({ entries: [writeState(name, found, value)] });
  return result.ok ? stateOf(runtime.store, name) : undefined;
}

async function isBusy({ store }: Runtime, goal: GoalId | undefined): Promise<boolean> {
  if (goal === undefined) return false;
  return (await store.list({ terminal: false })).some(({ id }) => id === goal);
}

type Known = Versioned<ScheduleState> & { readonly value: ScheduleState };

async function skip(
  { runtime }: ScheduleNeeds,
  { name }: Schedule,
  found: Known,
  firing: Extract<Firing, { is: 'skip' }>,
): Promise<void> {
  const last = { due: firing.due, at: runtime.clock.now(), note: firing.why };
  // The goal that still works stays the last one: the next firing asks for it again.
  const goal = found.value.last?.goal;
  const value = {
    ...waitingFor(found.value, firing.next),
    last: goal === undefined ? last : { ...last, goal },
  };
  runtime.logger.info({ schedule: name, due: firing.due, why: firing.why }, 'a schedule did not fire');
  await runtime.store.commit({ entries: [writeState(name, found, value)] });
}

async function fire(
  options: ScheduleNeeds,
  schedule: Schedule,
  found: Known,
  firing: Extract<Firing, { is: 'fire' }>,
): Promise<void> {
  const { runtime } = options;
  const place = schedule.place ?? options.placeOf(schedule.channel ?? '');
  if (place === undefined) return;
  const last = { due: firing.due, at: runtime.clock.now() };
  const value = { ...waitingFor(found.value, firing.next), last };
  const { missed, late } = firing;
  const given = await options.dispatch({
    schedule,
    place,
    missed,
    late,
    deliveryId: firingId(schedule.name, firing.due),
    entries: [writeState(schedule.name, found, value)],
  });
  if (given.goal !== undefined && given.ok) await noteGoal(runtime, schedule.name, value, given.goal);
  else if (!isMomentary(given)) await noteRefusal(options, schedule, { found, value, place, given });
}

/** What ends by itself: the firing stays due. */
const isMomentary = ({ code }: VerbAnswer): boolean =>
  code === 'DRAINING' || code === 'DUPLICATE_GOAL' || code === 'SHUTTING_DOWN';

async function noteGoal(runtime: Runtime, name: string, value: ScheduleState, goal: GoalId): Promise<void> {
  const { store } = runtime;
  const found = await stateOf(store, name);
  const last = value.last === undefined ? undefined : { ...value.last, goal };
  if (last === undefined) return;
  // A repeat found the goal of an earlier life: its commit moved the schedule on already.
  const moved = found.value?.last?.due === last.due ? found.value : value;
  await store.commit({ entries: [writeState(name, found, { ...moved, last })] });
  runtime.logger.info({ schedule: name, due: last.due, goal }, 'a schedule fired');
}

/** A firing that may not be, or cannot: it is over, and its place is told, in one commit. */
async function noteRefusal(
  { runtime }: ScheduleNeeds,
  { name }: Schedule,
  told: { found: Known; value: ScheduleState; place: Origin; given: VerbAnswer },
): Promise<void> {
  const { found, value, place, given } = told;
  const { last } = value;
  if (last === undefined) return;
  const note = `refused: ${given.content.title}`;
  runtime.logger.warn({ schedule: name, due: last.due, code: given.code }, 'a firing was refused');
  await runtime.store.commit({
    entries: [writeState(name, found, { ...value, last: { ...last, note } })],
    posts: [
      {
        key: `${firingId(name, last.due)}/refused`,
        kind: 'notice',
        to: place,
        content: refusedFiring(name, given),
      },
    ],
  });
}
