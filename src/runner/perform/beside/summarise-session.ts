import type { PendingEffect } from '../../../goal/effects.ts';
import type { GoalEvent } from '../../../goal/events.ts';
import { sessionSummaryPrompt, sessionSummarySystem } from '../../../text/helper/summary-prompt.ts';
import type { Performance } from '../performer.ts';

const capMs = 120_000;
/** Lines of the newest turn's log that the helper model is shown. */
const logLines = 400;

/** Where the session stands, in words, for an agent that cannot compact its own. */
export async function summariseSession({
  effect,
  goal,
  tools,
  signal,
}: Performance<Extract<PendingEffect, { type: 'SummariseSession' }>>): Promise<GoalEvent> {
  const last = goal.turns.findLast(({ kind }) => kind === 'work');
  const log =
    last === undefined ? '' : await tools.turnLog.tail(await tools.turnFolder(goal, last.seq), logLines);
  const answer = await tools.helper.ask(
    { use: 'compact', system: sessionSummarySystem, prompt: sessionSummaryPrompt(goal, log), capMs },
    signal,
  );
  const { usage } = answer;
  return answer.ok
    ? { type: 'SessionSummarised', effectId: effect.id, text: answer.value, usage }
    : { type: 'SessionSummarised', effectId: effect.id, problem: answer.message, usage };
}
