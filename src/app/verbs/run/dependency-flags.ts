import { isTerminal, type GoalSpec, type GoalState } from '../../../domain/goal.ts';
import { parseHandle, type GoalId } from '../../../domain/ids.ts';
import type { Actor } from '../../../domain/actor.ts';
import type { VerbAnswer } from '../../../domain/verb.ts';
import { decideAccess } from '../../../policy/access.ts';
import { loadGoal } from '../../../runner/document.ts';
import { oneLine } from '../../../text/format.ts';
import { refusal } from '../../answers.ts';
import { rulesOf } from '../../authorize.ts';
import { textFlag } from '../flags.ts';
import type { DispatchWorld, GoalRequest } from './goal-request.ts';

/** Most goals that one may come after. */
const mostBefore = 20;

/** The goals that are to come first, and how those ended that have ended. */
export interface Before {
  readonly after: readonly GoalId[];
  readonly ended: ReadonlyMap<GoalId, GoalState>;
}

/** `--after G-1,G-2` and `--after-failed`, looked up; or the refusal. */
export async function beforeOf(
  world: DispatchWorld,
  request: Pick<GoalRequest, 'actor' | 'flags'>,
): Promise<(Before & Pick<GoalSpec, 'afterFailed'>) | VerbAnswer> {
  const afterFailed = textFlag(request, 'after-failed') ?? 'cancel';
  if (afterFailed !== 'cancel' && afterFailed !== 'run')
    return refusal(
      'WRONG_USAGE',
      `--after-failed ${oneLine(afterFailed, 20)} is neither run nor cancel`,
      'cancel: the goal is cancelled when one before it fails. run: it begins all the same.',
    );
  const handles = handlesIn(request.flags['after']);
  if ('ok' in handles) return handles;
  const before = await lookUp(world, request.actor, handles);
  if ('ok' in before) return before;
  const failed = [...before.ended].find(([, state]) => state !== 'done');
  if (failed !== undefined && afterFailed === 'cancel') return failedAlready(...failed);
  return { ...before, afterFailed };
}

/** Handles that people typed, one by one or with commas between. */
export function handlesIn(given: unknown): readonly GoalId[] | VerbAnswer {
  const words = (Array.isArray(given) ? given : []).flatMap((one) => String(one).split(/[\s,]+/));
  const typed = words.filter((word) => word !== '');
  const handles = typed.map((word) => parseHandle(word));
  const wrong = typed.find((_, at) => handles[at] === undefined);
  if (wrong !== undefined)
    return refusal('WRONG_USAGE', `“${oneLine(wrong, 40)}” is no handle`, 'Write --after G-1,G-2.');
  const unique = [...new Set(handles.filter((handle) => handle !== undefined))];
  return unique.length <= mostBefore
    ? unique
    : refusal('WRONG_USAGE', `A goal comes after at most ${mostBefore} others`, 'Name fewer.');
}

/** Goals that this person may not see are not there for them. */
export async function lookUp(
  world: DispatchWorld,
  actor: Actor,
  handles: readonly GoalId[],
): Promise<Before | VerbAnswer> {
  const ended = new Map<GoalId, GoalState>();
  for (const handle of handles) {
    const goal = (await loadGoal(world.runtime.store, handle))?.goal;
    if (goal === undefined || !decideAccess(actor, 'view', rulesOf(world, goal)).allowed)
      return refusal('GOAL_NOT_FOUND', `There is no goal ${handle}`, 'See /goal list --all.');
    if (isTerminal(goal.state)) ended.set(handle, goal.state);
  }
  return { after: handles, ended };
}

const failedAlready = (goal: GoalId, state: GoalState): VerbAnswer =>
  refusal(
    'WRONG_USAGE',
    `${goal} has ended already, as ${state}`,
    `Let it go on first: /goal continue ${goal} TEXT. Or begin all the same: --after-failed run.`,
  );
