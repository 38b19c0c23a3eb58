import type { HookRun } from '../../../domain/hooks/hook.ts';
import { hookKey } from '../../../domain/hooks/hook.ts';
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

/** Certainly nothing was done: the act may be claimed again, after a failed try not at once. */
export function onHookReleased(draft: Draft, event: EventOf<'HookReleased'>): void {
  const effect = pending(draft.goal, event.effectId);
  if (effect?.type !== 'RunHook') return;
  delete effect.claimedAt;
  if (event.retryAt !== undefined) {
    effect.tries = (effect.tries ?? 0) + 1;
    effect.notBefore = event.retryAt;
  }
  const act = actOf(draft, effect);
  if (act !== undefined) {
    act.state = 'pending';
    if (event.note !== undefined) act.note = event.note;
  }
  // It was removed while it was at work.
  if (hookOf(draft, effect.hook) === undefined) withdrawHook(draft, effect.hook);
}

/** The act is over, one way or the other. */
export function onHookFinished(draft: Draft, event: EventOf<'HookFinished'>, effect: RunHook): void {
  const { outcome, note } = event;
  const act = actOf(draft, effect);
  if (act !== undefined) {
    act.state = outcome;
    delete act.note;
    if (note !== undefined) act.note = note;
  }
  const { hook, on } = effect;
  const facts = {
    hook,
    on,
    does: hookOf(draft, hook)?.action.do,
    delivery: hookKey(draft.goal.id, effect),
    note,
  };
  if (outcome === 'done') {
    record(draft, 'hook.dispatched', facts);
    return tellOfGoal(draft, hook, note);
  }
  record(draft, 'hook.failed', { ...facts, outcome });
  draft.notices.push({
    type: 'HookFailed',
    hook,
    problem: note ?? 'it is not known why',
    ...(outcome === 'unknown' ? { unknown: true } : {}),
  });
}

/** People are told of another goal; that a webhook or a command did its work is in the log. */
function tellOfGoal(draft: Draft, hook: string, note: string | undefined): void {
  if (hookOf(draft, hook)?.action.do !== 'dispatch' || note === undefined) return;
  draft.notices.push({ type: 'HookSays', text: `The hook ${hook} dispatched ${note}.` });
}

const hookOf = ({ goal }: Draft, hook: string) => goal.spec.hooks.find(({ id }) => id === hook);

/** What a hook said at another place is not taken there: the goal's own thread is told. */
export function onHookRefused(draft: Draft, { key, code }: EventOf<'HookRefused'>): void {
  const { goal } = draft;
  const act = goal.hookRuns.find((one) => hookKey(goal.id, one) === key);
  if (act === undefined || act.state === 'failed') return;
  const { hook, on } = act;
  const note = `the place does not take it (${code})`;
  Object.assign(act, { state: 'failed', note });
  const does = hookOf(draft, hook)?.action.do;
  record(draft, 'hook.failed', { hook, on, does, delivery: key, note, outcome: 'failed' });
  draft.notices.push({ type: 'HookFailed', hook, problem: note });
}

/** A hook of a person's own. */
export function onHookAdded(draft: Draft, event: EventOf<'HookAdded'>): void {
  const { goal } = draft;
  if (hookOf(draft, event.hook.id) !== undefined) return;
  goal.spec.hooks = [...goal.spec.hooks, event.hook];
  record(draft, 'decision', { what: 'hook added', by: event.by, hook: event.hook.id });
}

/** The hook acts no more; an act that is under way goes on, one that was not begun is taken back. */
export function onHookRemoved(draft: Draft, event: EventOf<'HookRemoved'>): void {
  const { goal } = draft;
  goal.spec.hooks = goal.spec.hooks.filter(({ id }) => id !== event.hook);
  withdrawHook(draft, event.hook);
  record(draft, 'decision', { what: 'hook removed', by: event.by, hook: event.hook });
}

function withdrawHook(draft: Draft, hook: string): void {
  const { goal } = draft;
  for (const effect of goal.effects) {
    if (!isUnbegun(effect, hook)) continue;
    const act = actOf(draft, effect);
    if (act !== undefined)
      Object.assign(act, { state: 'failed', note: 'the hook was removed before it acted' });
  }
  goal.effects = goal.effects.filter((effect) => !isUnbegun(effect, hook));
}

const isUnbegun = (effect: PendingEffect, hook: string): effect is RunHook =>
  effect.type === 'RunHook' && effect.hook === hook && effect.claimedAt === undefined;

const actOf = ({ goal }: Draft, { hook, on, run, turn }: RunHook): HookRun | undefined =>
  goal.hookRuns.find((act) => act.hook === hook && act.on === on && act.run === run && act.turn === turn);
