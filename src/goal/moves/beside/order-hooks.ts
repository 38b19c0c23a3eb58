import { hookKey, type Hook, type HookMoment, type HookRun } from '../../../domain/hooks/hook.ts';
import { order, record, type Draft } from '../../draft.ts';
import type { GoalDocument } from '../../state.ts';

/** Acts that are kept; older ones cannot come again, because runs and turns only grow. */
const mostKept = 100;

/**
 * Orders the acts of every hook that waits for this moment. An act that was ordered for the same moment of the same turn
 * and run is not ordered again. What only says something is done with the commit itself.
 */
export function orderHooks(draft: Draft, on: HookMoment): void {
  const { goal, context } = draft;
  for (const hook of goal.spec.hooks) {
    if (!isDue(goal, hook, on) || isKnown(goal, hook, on)) continue;
    const { run, turn } = goal;
    const act: HookRun = { hook: hook.id, on, run, turn, state: 'pending', at: context.now };
    if (says(draft, hook, act)) act.state = 'done';
    else order(draft, { type: 'RunHook', hook: hook.id, on, run, turn });
    goal.hookRuns = [...goal.hookRuns, act].slice(-mostKept);
  }
}

function isDue(goal: GoalDocument, hook: Hook, on: HookMoment): boolean {
  if (hook.on !== on || (on === 'progress' && goal.turn % (hook.everyTurns ?? 1) !== 0)) return false;
  const { action } = hook;
  if (action.do !== 'dispatch' || action.onlyIf === undefined) return true;
  return action.onlyIf === 'changed' ? (goal.diff?.files ?? 0) > 0 : goal.verified === 'verified';
}

const isKnown = (goal: GoalDocument, hook: Hook, on: HookMoment): boolean =>
  goal.hookRuns.some(
    (act) => act.hook === hook.id && act.on === on && act.run === goal.run && act.turn === goal.turn,
  );

/** Whether the hook only says something; it is said then. */
function says(draft: Draft, { id: hook, action }: Hook, act: HookRun): boolean {
  if (action.do !== 'notify-origin' && action.do !== 'notify-channel') return false;
  const delivery = hookKey(draft.goal.id, act);
  const { text } = action;
  if (action.do === 'notify-channel')
    draft.notices.push({
      type: 'HookTells',
      channel: action.channel,
      key: delivery,
      ...(text === undefined ? {} : { text }),
    });
  // Without a text the goal's own notices say it already.
  else if (text !== undefined) draft.notices.push({ type: 'HookSays', text });
  record(draft, 'hook.dispatched', { hook, on: act.on, does: action.do, delivery });
  return true;
}
