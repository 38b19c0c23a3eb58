import { isTerminal } from '../../../domain/goal.ts';
import type { VerbAnswer } from '../../../domain/verb.ts';
import { mainEffect } from '../../../goal/draft.ts';
import type { GoalDocument } from '../../../goal/state.ts';
import { budgetSummary } from '../../../text/format.ts';
import { stateLine } from '../../../text/state-line.ts';
import { whileDraining } from '../operate/draining.ts';
import type { Verb } from '../verb.ts';
import { aboutGoal, cannot, controlGoal } from './control-goal.ts';
import { onGoal } from './controls.ts';

/** Opens a new run of a goal that has ended; the one before stays as it ended. */
const again = (
  name: 'continue' | 'retry',
  type: 'ContinueWished' | 'RetryWished',
  summary: string,
): Verb => ({
  ...onGoal,
  name,
  text: 'optional',
  textHelp: 'what to tell the agent',
  summary,
  handle: async (world, call) =>
    (await whileDraining(world)) ??
    controlGoal(world, call, {
      onEnded: true,
      decide: (goal) => notEnded(goal) ?? { type, by: call.actor, text: call.text },
      done: (goal) => begun(goal, name, call.text !== ''),
    }),
});

export const continueVerb = again(
  'continue',
  'ContinueWished',
  'open a new run of an ended goal in the same session and worktree; TEXT is told to the agent',
);

export const retryVerb = again(
  'retry',
  'RetryWished',
  'open a new run of an ended goal from the base, in a fresh session; TEXT is told to the agent',
);

function notEnded(goal: GoalDocument): VerbAnswer | undefined {
  const { id } = goal;
  if (!isTerminal(goal.state))
    return cannot(
      goal,
      `${id} has not ended: it is ${stateLine(goal)}`,
      `Tell the agent something with /goal say ${id} TEXT; let a held goal go on with /goal resume ${id}; end it with /goal cancel ${id}.`,
    );
  return mainEffect(goal) === undefined
    ? undefined
    : cannot(goal, `${id} is still busy: ${stateLine(goal)}`, 'Try again in a few seconds.');
}

const where = {
  continue: 'in the same session and worktree',
  retry: 'from the base, in a fresh session',
} as const;

function begun(goal: GoalDocument, how: 'continue' | 'retry', told: boolean): VerbAnswer {
  const receipt = goal.messages.at(-1)?.receipt;
  const message = told && receipt !== undefined ? [`${receipt} stands at the head of its first turn.`] : [];
  return aboutGoal(
    `${goal.id} begins its run ${goal.run} ${where[how]}`,
    goal,
    `Its budgets begin anew: ${budgetSummary(goal.spec.budget)}.`,
    ...message,
  );
}
