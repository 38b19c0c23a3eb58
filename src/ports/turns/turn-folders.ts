import type { GoalId } from '../../domain/ids.ts';

/** What agents and checks printed, kept in folders of their goals. */
export interface TurnFolders {
  /** Bytes on the disk by goal; what bears no goal's name is passed over. */
  sizes(signal: AbortSignal): Promise<ReadonlyMap<GoalId, number>>;
  /** Removes everything of one goal; answers the bytes that are free. Nothing there is fine. */
  remove(goal: GoalId, signal: AbortSignal): Promise<{ bytes: number }>;
}
