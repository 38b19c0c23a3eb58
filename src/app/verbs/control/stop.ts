import type { VerbAnswer } from '../../../domain/verb.ts';
import { runningTurn } from '../../../goal/moves/withdraw.ts';
import type { GoalDocument } from '../../../goal/state.ts';
import type { Verb } from '../verb.ts';
import { aboutGoal, controlGoal } from './control-goal.ts';
import { isStopping, onGoal } from './controls.ts';

export const stopVerb: Verb = {
  ...onGoal,
  name: 'stop',
  text: 'none',
  summary: 'end the running turn at once and pause; the session and the work are kept',
  handle: (world, call) =>
    controlGoal(world, call, {
      decide: (goal) => already(goal) ?? { type: 'StopWished', by: call.actor, at: call.message.at },
      done: (goal) => stopped(goal),
    }),
};

function already(goal: GoalDocument): VerbAnswer | undefined {
  if (isStopping(goal)) return aboutGoal(`${turnOf(goal)} is already being ended`, goal);
  return goal.state === 'paused' && runningTurn(goal) === undefined
    ? aboutGoal(`${goal.id} is already paused`, goal)
    : undefined;
}

/** Only the turn that ran when the stop was typed is ended; whatever became of it, the goal does not go on by itself. */
function stopped(goal: GoalDocument): VerbAnswer {
  if (isStopping(goal))
    return aboutGoal(
      `${turnOf(goal)} is being ended`,
      goal,
      `Then ${goal.id} is paused; its session and its changes are kept.`,
    );
  if (goal.state === 'paused') return aboutGoal(`${goal.id} is paused`, goal, 'No turn was running.');
  return aboutGoal(
    `${goal.id} pauses before its next turn`,
    goal,
    'The turn that ran when you typed this had ended already.',
  );
}

function turnOf(goal: GoalDocument): string {
  const turn = runningTurn(goal);
  return turn?.kind === 'compact'
    ? `The compaction of ${goal.id}`
    : `Turn ${turn?.turn ?? goal.turn} of ${goal.id}`;
}
