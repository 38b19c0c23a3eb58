import type { PendingEffect } from '../../../goal/effects.ts';
import type { GoalEvent } from '../../../goal/events.ts';
import { summaryPrompt, summarySystem } from '../../../text/helper/summary-prompt.ts';
import type { Performance } from '../performer.ts';

/** A summary that comes later than this is not waited for, in milliseconds. */
const capMs = 6000;

/** A few sentences about one turn; none where the helper model is silent. */
export async function summariseTurn({
  effect,
  goal,
  tools,
  runtime,
  signal,
}: Performance<Extract<PendingEffect, { type: 'SummariseTurn' }>>): Promise<GoalEvent> {
  const row = goal.turns.find(({ seq }) => seq === effect.seq);
  const effectId = effect.id;
  if (row === undefined || row.text.trim() === '') return { type: 'TurnSummarised', effectId };
  const answer = await tools.helper.ask(
    { use: 'summary', system: summarySystem, prompt: summaryPrompt(goal, row.text), capMs },
    signal,
  );
  const { usage } = answer;
  if (answer.ok) return { type: 'TurnSummarised', effectId, text: answer.value, usage };
  runtime.logger.info({ goal: goal.id, why: answer.message }, 'a turn has no summary');
  return { type: 'TurnSummarised', effectId, usage };
}
