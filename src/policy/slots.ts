import type { GoalState } from '../domain/goal.ts';
import type { GoalId } from '../domain/ids.ts';

interface Candidate {
  readonly id: GoalId;
  readonly state: GoalState;
  /** 1 is the most urgent. */
  readonly priority: number;
  readonly createdAt: number;
}

/** A goal that waits this long is treated as one step more urgent, so that none starves. */
const ageingMs = 10 * 60 * 1000;

/** Goals that hold a slot: derived from their state, so a slot can neither be lost nor freed twice. */
const holdsSlot = (goal: Candidate): boolean => goal.state === 'preparing' || goal.state === 'running';

/** The queued goals that may start now: most urgent first, then oldest. */
export function chooseGoals(goals: readonly Candidate[], slots: number, now: number): readonly GoalId[] {
  const free = slots - goals.filter(holdsSlot).length;
  if (free <= 0) return [];
  const urgency = (goal: Candidate) => goal.priority - Math.floor((now - goal.createdAt) / ageingMs);
  return goals
    .filter((goal) => goal.state === 'queued')
    .toSorted((a, b) => urgency(a) - urgency(b) || a.createdAt - b.createdAt)
    .slice(0, free)
    .map((goal) => goal.id);
}
