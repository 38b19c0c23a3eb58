import type { PendingEffect } from '../../../goal/effects.ts';
import type { GoalEvent } from '../../../goal/events.ts';
import type { Performance } from '../performer.ts';

export async function chooseAgent({
  effect,
  goal,
}: Performance<Extract<PendingEffect, { type: 'ChooseAgent' }>>): Promise<GoalEvent> {
  return { type: 'AgentChosen', effectId: effect.id, agent: goal.agent, why: 'it is the configured one' };
}
