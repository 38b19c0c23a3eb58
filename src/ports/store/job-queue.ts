import type { GoalId } from '../../domain/ids.ts';

/** The right to work on one goal. `fence` grows with every claim; a late writer with an older one is refused. */
export interface Lease {
  readonly goal: GoalId;
  readonly fence: number;
}

/** Hands goals to workers. A job says only "goal G has work"; the truth is the goal's document. */
export interface JobQueue {
  /** undefined while another worker holds it. */
  claim(goal: GoalId, worker: string): Promise<Lease | undefined>;
  /** false: it is lost; stop working on the goal. */
  renew(lease: Lease): Promise<boolean>;
  release(lease: Lease): Promise<void>;
}
