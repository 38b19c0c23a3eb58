import { isTerminal, type GoalState } from '../../domain/goal.ts';
import type { GoalId } from '../../domain/ids.ts';
import type { GoalEvent } from '../../goal/events.ts';
import type { GoalStore, GoalSummary } from '../../ports/store/goal-store.ts';
import { applyEvent } from '../apply.ts';
import { loadGoal } from '../document.ts';
import type { Runtime } from '../runtime.ts';

/**
 * Tells goals that come after others how those stand. Looks at summaries; a document is read only when a goal has just
 * left the open ones.
 * @param goals every goal that has not ended
 */
export async function heedOthers(runtime: Runtime, goals: readonly GoalSummary[]): Promise<void> {
  const states = new Map(goals.map(({ id, state }) => [id, state]));
  for (const goal of goals) {
    for (const other of goal.after ?? []) {
      const event = await newsOf(runtime.store, states, other);
      if (event !== undefined) await applyEvent(runtime, goal.id, () => event);
    }
  }
}

async function newsOf(
  store: GoalStore,
  states: ReadonlyMap<GoalId, GoalState>,
  { goal, ended }: NonNullable<GoalSummary['after']>[number],
): Promise<GoalEvent | undefined> {
  const open = states.get(goal);
  if (open === undefined && ended) return undefined;
  const state = open ?? (await loadGoal(store, goal))?.goal.state ?? 'purged';
  const over = state === 'purged' || isTerminal(state);
  if (over === ended) return undefined;
  return over ? { type: 'DependencyEnded', goal, state } : { type: 'DependencyReopened', goal };
}
