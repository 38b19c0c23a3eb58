import { addUsage, type Usage } from '../../domain/turn.ts';
import type { Draft } from '../draft.ts';

/** Counts what the helper model used for the goal, apart from its agent's. */
export function bookHelper({ goal }: Draft, usage: Usage | undefined): void {
  if (usage !== undefined) goal.helperUsage = addUsage(goal.helperUsage, usage);
}
