import type { PendingEffect } from '../../../goal/effects.ts';
import type { GoalEvent } from '../../../goal/events.ts';
import type { Performance } from '../performer.ts';

export async function extractMemory({
  effect,
  goal,
}: Performance<Extract<PendingEffect, { type: 'ExtractMemory' }>>): Promise<GoalEvent> {
  return {
    type: 'MemoryExtracted',
    effectId: effect.id,
    written: [],
    refused: [],
    skipped: `no notes of ${goal.id}`,
  };
}
