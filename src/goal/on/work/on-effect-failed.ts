import { isTerminal } from '../../../domain/goal.ts';
import { confirm, record, type Draft } from '../../draft.ts';
import { isBeside, type PendingEffect } from '../../effects.ts';
import { onHookFinished } from '../beside/on-hook.ts';
import { announceEnd, endRun } from '../../moves/end-run.ts';
import type { EventOf } from '../../events.ts';

/** An order cannot be carried out: the run ends at once with the reason; it does not burn turns. */
export function onEffectFailed(draft: Draft, event: EventOf<'EffectFailed'>, effect: PendingEffect): void {
  const { goal } = draft;
  confirm(draft, effect.id);
  if (isBeside(effect)) return besideFailed(draft, event, effect);
  if (effect.type === 'RestoreWorkspace' && goal.state !== 'running' && goal.state !== 'queued') {
    const { message: problem, hint } = event;
    draft.notices.push({ type: 'RestoreFailed', problem, hint });
    record(draft, 'decision', { what: 'rollback failed', problem });
    return;
  }
  if (effect.type === 'DeliverBranch') goal.delivery = { state: 'failed', problem: event.message };
  record(draft, 'decision', { what: `${effect.type} failed`, code: event.code, message: event.message });
  if (event.code === 'WORKSPACE_GONE') {
    goal.evicted = { at: draft.context.now };
    // Nothing has begun yet: the worktree is made again first. Elsewhere what is gone may be the agent's work.
    if (effect.type === 'MakeCheckpoint' && !isTerminal(goal.state)) {
      goal.next = 'prepare';
      return;
    }
  }
  // The run is over already, and this was the process it still waited for.
  if (isTerminal(goal.state)) return announceEnd(draft);
  const ending = isForPeople(effect, event) ? 'escalated' : 'failed';
  endRun(draft, ending, { reason: event.message, hint: event.hint, code: event.code });
}

/** The checks themselves are in doubt; or nobody with the right to it stands behind the work. */
const isForPeople = ({ type }: PendingEffect, { code }: EventOf<'EffectFailed'>): boolean =>
  (type === 'CheckAcceptance' && code === 'ACCEPTANCE_INVALID') ||
  (type === 'DeliverBranch' && (code === 'ACCESS_DENIED' || code === 'ACCESS_UNKNOWN'));

/** The goal goes on without it. */
function besideFailed(draft: Draft, event: EventOf<'EffectFailed'>, effect: PendingEffect): void {
  record(draft, 'decision', { what: `${effect.type} failed`, problem: event.message });
  if (effect.type === 'RunHook') {
    const { effectId } = event;
    const outcome = effect.claimedAt === undefined ? 'failed' : 'unknown';
    onHookFinished(draft, { type: 'HookFinished', effectId, outcome, note: event.message }, effect);
  }
  if (isTerminal(draft.goal.state) && effect.type === 'SummariseTurn') announceEnd(draft);
}
