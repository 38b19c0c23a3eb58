import { hookKey, type Hook } from '../../../domain/hooks/hook.ts';
import type { PendingEffect } from '../../../goal/effects.ts';
import type { GoalEvent } from '../../../goal/events.ts';
import { dispatchKnownMs, hookRetryDelay } from '../../../policy/hooks/hook-retry.ts';
import type { HookOutcome } from '../../../ports/hooks/hook-outlets.ts';
import type { Performance } from '../performer.ts';
import { actOfHook } from './act-of-hook.ts';

type RunHook = Extract<PendingEffect, { type: 'RunHook' }>;

/**
 * One act of one hook, at most once: it is claimed, durably, before anything is done. What certainly did nothing is
 * released, and tried again after a while. What an earlier life had claimed may have been done: it is not repeated, but
 * for a dispatch, which is found again by its delivery.
 */
export async function runHook(performance: Performance<RunHook>): Promise<GoalEvent | undefined> {
  const { effect, goal } = performance;
  const hook = goal.spec.hooks.find(({ id }) => id === effect.hook);
  const left = whatAnEarlierLifeLeft(performance, hook);
  if (left !== undefined) return left;
  if (hook === undefined) return finished(effect, 'failed', 'the hook is gone');
  return act(performance, hook);
}

/** An act that was claimed and cannot be looked up is over. */
function whatAnEarlierLifeLeft(
  { effect, runtime }: Performance<RunHook>,
  hook: Hook | undefined,
): GoalEvent | undefined {
  if (effect.claimedAt === undefined) return undefined;
  const known = runtime.clock.now() - effect.claimedAt < dispatchKnownMs;
  if (hook?.action.do === 'dispatch' && known) return undefined;
  return finished(
    effect,
    'unknown',
    'drover went away while the hook acted: it may have been done, and is not repeated',
  );
}

async function act(performance: Performance<RunHook>, hook: Hook): Promise<GoalEvent | undefined> {
  const { effect, runtime, signal, report } = performance;
  let claimed = effect.claimedAt !== undefined;
  let tries = effect.tries ?? 0;
  let notBefore = effect.notBefore ?? 0;
  for (;;) {
    const waitMs = notBefore - runtime.clock.now();
    if (!claimed && waitMs > 0) await runtime.clock.sleep(waitMs, signal);
    if (!claimed && !(await claim(performance))) return undefined;
    claimed = false;
    const outcome = await actOfHook(performance, hook);
    if (outcome.is !== 'not-done') return finishedAs(performance, outcome);
    tries += 1;
    const delay = hookRetryDelay(tries, outcome.retryAfterMs);
    if (delay === undefined) return finished(effect, 'failed', `${outcome.note}; tried ${tries} times`);
    notBefore = runtime.clock.now() + delay;
    const { note } = outcome;
    if (!(await report({ type: 'HookReleased', effectId: effect.id, retryAt: notBefore, note })))
      return undefined;
  }
}

/** false: the act is not to be done, or not by this worker, or not now. */
async function claim({ effect, signal, report }: Performance<RunHook>): Promise<boolean> {
  if (!(await report({ type: 'HookClaimed', effectId: effect.id }))) return false;
  if (!signal.aborted) return true;
  // drover goes away, and nothing was done yet: the next life may do it.
  await report({ type: 'HookReleased', effectId: effect.id });
  return false;
}

function finishedAs(
  { effect, goal, runtime }: Performance<RunHook>,
  outcome: Exclude<HookOutcome, { is: 'not-done' }>,
): GoalEvent {
  const { is, note } = outcome;
  runtime.logger.info({ hook: hookKey(goal.id, effect), outcome: is, note }, 'a hook acted');
  return finished(effect, is, note);
}

const finished = (effect: RunHook, outcome: 'done' | 'failed' | 'unknown', note?: string): GoalEvent => ({
  type: 'HookFinished',
  effectId: effect.id,
  outcome,
  ...(note === undefined ? {} : { note }),
});
