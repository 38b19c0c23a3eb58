import type { HookMoment } from '../../../domain/hook.ts';
import { order, type Draft } from '../../draft.ts';

/**
 * Orders the acts of every hook that waits for this moment. An act that was ordered for the same moment of the same turn
 * and run is not ordered again.
 */
export function orderHooks(draft: Draft, on: HookMoment): void {
  const { goal, context } = draft;
  for (const hook of goal.spec.hooks) {
    if (hook.on !== on || (hook.everyTurns !== undefined && goal.turn % hook.everyTurns !== 0)) continue;
    const known = goal.hookRuns.some(
      (act) => act.hook === hook.id && act.on === on && act.run === goal.run && act.turn === goal.turn,
    );
    if (known) continue;
    goal.hookRuns.push({
      hook: hook.id,
      on,
      run: goal.run,
      turn: goal.turn,
      state: 'pending',
      at: context.now,
    });
    order(draft, { type: 'RunHook', hook: hook.id, on, turn: goal.turn });
  }
}
