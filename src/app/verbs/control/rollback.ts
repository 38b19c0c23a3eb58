import type { VerbAnswer } from '../../../domain/verb.ts';
import { mainEffect } from '../../../goal/draft.ts';
import type { GoalDocument } from '../../../goal/state.ts';
import { oneLine } from '../../../text/format.ts';
import { stateLine } from '../../../text/state-line.ts';
import type { Verb } from '../verb.ts';
import { aboutGoal, cannot, controlGoal } from './control-goal.ts';
import { onGoal } from './controls.ts';

export const rollbackVerb: Verb = {
  ...onGoal,
  name: 'rollback',
  text: 'optional',
  textName: 'TURN',
  textHelp: 'the number of the turn',
  summary:
    'return the worktree to how it was before TURN, else before the last one; what stood there is kept aside',
  handle: (world, call) =>
    controlGoal(world, call, {
      onEnded: true,
      decide: (goal) => {
        const point = busy(goal) ?? restorePoint(goal, call.text);
        return 'content' in point
          ? point
          : { type: 'RollbackWished', by: call.actor, checkpoint: point.number };
      },
      done: goingBack,
    }),
};

function goingBack(goal: GoalDocument): VerbAnswer {
  const effect = mainEffect(goal);
  const number =
    effect?.type === 'RestoreWorkspace' && effect.to.kind === 'checkpoint' ? effect.to.number : 0;
  const point = restorePoints(goal).findLast((candidate) => candidate.number === number);
  return aboutGoal(
    `The worktree of ${goal.id} goes back to before turn ${point?.turn ?? goal.turn}`,
    goal,
    'The thread is told when it is done; what stands there now is kept aside.',
  );
}

/** Nothing may work in a worktree that is returned. */
function busy(goal: GoalDocument): VerbAnswer | undefined {
  const { id } = goal;
  if (goal.workspace === undefined)
    return cannot(goal, `${id} has no worktree yet`, 'There is nothing to return.');
  if (goal.effects.length === 0) return undefined;
  const working = mainEffect(goal);
  if (working === undefined)
    return cannot(goal, `${id} still has its checks run on the base`, 'Try again when they are done.');
  if (working.type === 'RestoreWorkspace' || (working.type === 'RunTurn' && working.abort !== undefined))
    return cannot(goal, `${id} is still busy: ${stateLine(goal)}`, 'Try again in a few seconds.');
  return cannot(
    goal,
    `${id} is at work: ${stateLine(goal)}`,
    `Stop it first: /goal stop ${id}. Then /goal rollback ${id}, and /goal resume ${id} to go on.`,
  );
}

interface RestorePoint {
  readonly run: number;
  readonly turn: number;
  readonly number: number;
}

/** The checkpoint made before that turn of the newest run that has it; without a turn, before the last one. */
function restorePoint(goal: GoalDocument, typed: string): RestorePoint | VerbAnswer {
  const points = restorePoints(goal);
  if (points.length === 0)
    return cannot(goal, `${goal.id} has no checkpoint yet`, 'One is made before every turn.');
  const wanted = /^(?:turn\s+)?(\d{1,6})$/i.exec(typed.trim())?.[1];
  if (typed.trim() === '') return points.at(-1) ?? unknownTurn(goal, typed, points);
  return points.findLast(({ turn }) => String(turn) === wanted) ?? unknownTurn(goal, typed, points);
}

/** One point for each turn of each run, oldest first: how the worktree was before its first attempt. */
function restorePoints(goal: GoalDocument): RestorePoint[] {
  const points = new Map<string, RestorePoint>();
  for (const { run, turn, checkpoint } of goal.turns) {
    const number = goal.checkpoints.find(({ sha }) => sha === checkpoint)?.number;
    const key = `${run}/${turn}`;
    if (number !== undefined && !points.has(key)) points.set(key, { run, turn, number });
  }
  return [...points.values()];
}

function unknownTurn(goal: GoalDocument, typed: string, points: readonly RestorePoint[]): VerbAnswer {
  const turns = [...new Set(points.map(({ turn }) => turn))].slice(-20).join(', ');
  return cannot(
    goal,
    `There is no checkpoint before “${oneLine(typed, 40)}”`,
    `Turns of ${goal.id} that can be undone: ${turns}. /goal rollback ${goal.id} ${points.at(-1)?.turn} returns to how it was before the last of them.`,
  );
}
