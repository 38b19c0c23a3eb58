import type { Draft } from './draft.ts';
import type { GoalDocument, Hold } from './state.ts';

/** Most stretches that are remembered; the oldest goes. */
const mostHolds = 200;

/** Why a goal stood still; undefined while it is at work, or over. */
function heldBy({ state, waiting }: GoalDocument): Hold['why'] | undefined {
  if (state === 'waiting') return waiting?.reason;
  return state === 'queued' || state === 'paused' || state === 'sleeping' ? state : undefined;
}

/** Remembers from when to when a goal stood still, and why: its chart shows it. */
export function noteHold({ goal, context: { now } }: Draft, before: GoalDocument): void {
  const [was, is] = [heldBy(before), heldBy(goal)];
  if (was === is) return;
  const holds = goal.holds ?? [];
  const last = holds.at(-1);
  if (last !== undefined && last.to === undefined) last.to = now;
  // A goal begins in the queue, and nothing was folded then.
  else if (was === 'queued' && holds.length === 0 && goal.turns.length === 0)
    holds.push({ why: was, from: goal.createdAt, to: now });
  if (is !== undefined) holds.push({ why: is, from: now });
  if (holds.length > 0) goal.holds = holds.slice(-mostHolds);
}
