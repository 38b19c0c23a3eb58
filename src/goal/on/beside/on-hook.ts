import type { HookRun } from '../../../domain/hook.ts';
import { pending, record, type Draft } from '../../draft.ts';
import type { PendingEffect } from '../../effects.ts';
import type { EventOf } from '../../events.ts';

type RunHook = Extract<PendingEffect, { type: 'RunHook' }>;

/** From here on the act may have been done. */
export function onHookClaimed(draft: Draft, event: EventOf<'HookClaimed'>): void {
  const effect = pending(draft.goal, event.effectId);
  if (effect?.type !== 'RunHook') return;
  effect.claimedAt = draft.context.now;
  const act = actOf(draft, effect);
  if (act !== undefined) act.state = 'claimed';
}

/** The act is over, one way or the other. */
export function onHookFinished(draft: Draft, event: EventOf<'HookFinished'>, effect: RunHook): void {
  const act = actOf(draft, effect);
  if (act !== undefined) {
    act.state = event.outcome;
    if (event.note !== undefined) act.note = event.note;
  }
  const { hook, on } = effect;
  record(draft, event.outcome === 'done' ? 'hook.dispatched' : 'hook.failed', { hook, on, note: event.note });
  if (event.outcome !== 'done')
    draft.notices.push({ type: 'HookFailed', hook, problem: event.note ?? 'it is not known why' });
}

const actOf = ({ goal }: Draft, { id, hook, on, turn }: RunHook): HookRun | undefined =>
  goal.hookRuns.find(
    (act) => act.hook === hook && act.on === on && act.turn === turn && id.startsWith(`${act.run}.`),
  );
