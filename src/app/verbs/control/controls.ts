import type { VerbAnswer } from '../../../domain/verb.ts';
import { runningTurn } from '../../../goal/moves/withdraw.ts';
import type { GoalDocument } from '../../../goal/state.ts';
import { waysOut } from '../../../text/card/ways.ts';
import { stateLine } from '../../../text/state-line.ts';
import type { Verb } from '../verb.ts';
import { aboutGoal, cannot, controlGoal } from './control-goal.ts';

/** What controls have in common: one's own goals need *run*, those of others *approve*. */
export const onGoal = { role: 'run', othersRole: 'approve', goal: 'needed', flags: [] } as const;

/** A person wants the running turn to end, and it has not ended yet. */
export const isStopping = (goal: GoalDocument): boolean => runningTurn(goal)?.abort === 'stopped';

export const pauseVerb: Verb = {
  ...onGoal,
  name: 'pause',
  text: 'none',
  summary: 'hold before the next turn; the session and the work are kept',
  handle: (world, call) =>
    controlGoal(world, call, {
      decide: (goal) => alreadyPaused(goal) ?? { type: 'PauseWished', by: call.actor },
      done: (goal) =>
        aboutGoal(
          goal.state === 'paused' ? `${goal.id} is paused` : `${goal.id} pauses before its next turn`,
          goal,
        ),
    }),
};

function alreadyPaused(goal: GoalDocument): VerbAnswer | undefined {
  if (goal.state === 'paused') return aboutGoal(`${goal.id} is already paused`, goal);
  const going = goal.pauseWished || isStopping(goal);
  return going ? aboutGoal(`${goal.id} is already going to pause`, goal) : undefined;
}

export const resumeVerb: Verb = {
  ...onGoal,
  name: 'resume',
  text: 'none',
  summary:
    'go on after a pause, wake a sleeping goal, let a blocked agent try again, or go on without an answer',
  handle: (world, call) =>
    controlGoal(world, call, {
      decide: (goal) => (isHeld(goal) ? { type: 'ResumeWished', by: call.actor } : notHeld(goal)),
      done: (goal, before) =>
        aboutGoal(
          before.state === 'sleeping' ? `${goal.id} is woken and goes on` : `${goal.id} goes on`,
          goal,
        ),
    }),
};

const isHeld = (goal: GoalDocument): boolean =>
  goal.state === 'paused' ||
  goal.state === 'sleeping' ||
  goal.pauseWished ||
  goal.waiting?.reason === 'permission' ||
  goal.waiting?.reason === 'question' ||
  isStopping(goal);

/** A person who wants a goal to go on that waits for budget is told what makes it go on. */
function notHeld(goal: GoalDocument): VerbAnswer {
  if (goal.waiting?.reason !== 'budget') return aboutGoal(`${goal.id} is not paused`, goal);
  const [best] = waysOut(goal);
  return cannot(
    goal,
    `${goal.id} waits for budget: ${goal.waiting.note}`,
    goal.waiting.axis === undefined
      ? `It is tried again by itself. Now ${stateLine(goal)}.`
      : `Give it more: /goal budget ${goal.id} +5turns${best === undefined ? '' : `, or ${best.type} (${best.does})`}.`,
  );
}

export const cancelVerb: Verb = {
  ...onGoal,
  name: 'cancel',
  text: 'optional',
  textName: 'REASON',
  textHelp: 'why',
  summary: 'end the goal; what runs is stopped, the worktree is kept',
  handle: (world, call) =>
    controlGoal(world, call, {
      decide: () => ({ type: 'CancelWished', by: call.actor, reason: call.text }),
      done: (goal) => aboutGoal(`${goal.id} is cancelled`, goal),
    }),
};
