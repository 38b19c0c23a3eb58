import type { GoalId } from '../../../src/domain/ids.ts';
import type { Lease } from '../../../src/ports/store/job-queue.ts';

/** Leases of the one process that owns the store; they end with it. */
export interface Leases {
  /** The next fence to give out; starts above everything that an earlier life of the store gave out. */
  next: number;
  readonly byGoal: Map<GoalId, { readonly fence: number; held: boolean }>;
}

/** More claims than one life of a store will ever see; fences stay exact numbers for nine million lives. */
const fencesPerLife = 1_000_000_000;

/** @param life grows by one each time the store is opened */
export const newLeases = (life: number): Leases => ({ next: life * fencesPerLife + 1, byGoal: new Map() });

/** Gives out the lease of one goal; undefined while anybody holds it. */
export function claimLease(leases: Leases, goal: GoalId): Lease | undefined {
  if (leases.byGoal.get(goal)?.held) return undefined;
  const fence = leases.next;
  leases.next += 1;
  leases.byGoal.set(goal, { fence, held: true });
  return { goal, fence };
}

export function holdsLease(leases: Leases, lease: Lease): boolean {
  const current = leases.byGoal.get(lease.goal);
  return current !== undefined && current.held && current.fence === lease.fence;
}

/** Gives a lease back; a lost one is left alone. */
export function releaseLease(leases: Leases, lease: Lease): void {
  const current = leases.byGoal.get(lease.goal);
  if (current?.fence === lease.fence) current.held = false;
}

/** Takes the lease of a goal that is no more: whoever holds it is late from now on. */
export const voidLease = (leases: Leases, goal: GoalId): boolean => leases.byGoal.delete(goal);

/** The newest fence of a goal; undefined when this life of the store gave out none. */
export const fenceOf = (leases: Leases, goal: GoalId): number | undefined => leases.byGoal.get(goal)?.fence;

export const isHeld = (leases: Leases, goal: GoalId): boolean => leases.byGoal.get(goal)?.held ?? false;
