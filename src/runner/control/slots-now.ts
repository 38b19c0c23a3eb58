import type { SlotCaps } from '../../domain/rules/slot-caps.ts';
import type { GoalStore } from '../../ports/store/goal-store.ts';
import { readLimit } from './switches.ts';

/** How many goals may work at once: as configured, or as an operator has said since. */
export async function slotsNow(store: Pick<GoalStore, 'entry'>, configured: SlotCaps): Promise<SlotCaps> {
  const { value } = await readLimit(store);
  return value === undefined ? configured : { ...configured, goals: value.goals };
}
