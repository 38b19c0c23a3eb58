import type { PendingEffect } from '../../../goal/effects.ts';
import type { GoalEvent } from '../../../goal/events.ts';
import type { Performance } from '../performer.ts';

export async function runHook({
  effect,
  goal,
}: Performance<Extract<PendingEffect, { type: 'RunHook' }>>): Promise<GoalEvent> {
  return {
    type: 'HookFinished',
    effectId: effect.id,
    outcome: 'failed',
    note: `nobody carries out the hooks of ${goal.id}`,
  };
}
