import type { Schedule, ScheduleState } from '../../domain/recurring/schedule.ts';

/** The first moment strictly after another; undefined when there is none. */
export type NextMoment = (after: number) => number | undefined;

export interface FiringCircumstances {
  readonly now: number;
  readonly next: NextMoment;
  /** The goal of its last firing is not over. */
  readonly busy: boolean;
}

/** What is due now. `next` is the moment that the schedule waits for afterwards. */
export type Firing =
  /** `missed`: how many moments it stands for beside its own, which may be `late` itself. */
  | { is: 'fire'; due: number; missed: number; late: boolean; next?: number }
  /** Nothing is dispatched, and why. */
  | { is: 'skip'; due: number; why: string; next?: number };

/** A firing is late when drover looks so many milliseconds after its moment: it was away, or could not. */
export const lateMs = 60_000;

/** Missed moments are counted up to here. */
const mostMissed = 1000;

/** What a schedule does now; undefined when nothing is due. */
export function decideFiring(
  { catchUp, overlap }: Pick<Schedule, 'catchUp' | 'overlap'>,
  state: ScheduleState,
  { now, next, busy }: FiringCircumstances,
): Firing | undefined {
  if (state.paused || state.next === undefined || state.next > now) return undefined;
  const { due, missed } = dueBy(state.next, now, next);
  const upcoming = next(now);
  const then = upcoming === undefined ? {} : { next: upcoming };
  const late = due < now - lateMs;
  if (late && catchUp === 'skip') return { is: 'skip', due, why: 'drover was away at its time', ...then };
  if (busy && !overlap) return { is: 'skip', due, why: 'the goal of its last firing still works', ...then };
  return { is: 'fire', due, missed: catchUp === 'skip' ? 0 : missed, late, ...then };
}

/** The newest moment that is due, and how many were due before it. */
function dueBy(first: number, now: number, next: NextMoment): { due: number; missed: number } {
  let [due, missed] = [first, 0];
  for (;;) {
    const following = next(due);
    if (following === undefined || following > now) return { due, missed };
    // A schedule of minutes after weeks: the count stops, the moment goes on from near the end.
    if (missed >= mostMissed) return { due: newestBefore(now, next), missed };
    due = following;
    missed += 1;
  }
}

/** The newest moment up to `now`, looked for in ever longer steps back. */
function newestBefore(now: number, next: NextMoment): number {
  for (let back = 1000; ; back *= 2) {
    let due = next(now - back);
    if (due === undefined || due > now) continue;
    for (let later = next(due); later !== undefined && later <= now; later = next(due)) due = later;
    return due;
  }
}

/** What the state says of the timing that its `next` was made from. */
export const timingOf = ({ cron, zone }: Pick<Schedule, 'cron' | 'zone'>): string => `${cron} (${zone})`;

/** A schedule that begins to wait now. */
export function freshState(
  schedule: Pick<Schedule, 'cron' | 'zone'>,
  next: number | undefined,
): ScheduleState {
  return { timing: timingOf(schedule), paused: false, ...(next === undefined ? {} : { next }) };
}

/** The state when it waits for another moment than before; what happened last is kept. */
export function waitingFor(state: ScheduleState, next: number | undefined): ScheduleState {
  const { next: _past, ...rest } = state;
  return next === undefined ? rest : { ...rest, next };
}
