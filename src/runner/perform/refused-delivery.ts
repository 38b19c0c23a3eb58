import { labelOf } from '../../domain/actor.ts';
import type { PendingEffect } from '../../goal/effects.ts';
import type { GoalEvent } from '../../goal/events.ts';
import type { Performance } from './performer.ts';

type Deliver = Extract<PendingEffect, { type: 'DeliverBranch' }>;

/** How often and after how many milliseconds each a platform is asked that does not answer. */
const mostTries = 20;
const betweenMs = 30_000;

/**
 * Why a goal's work is not pushed: whoever asked for it may not run goals in its project any more, or the platform
 * could not be asked for ten minutes. The work is committed, and kept.
 */
export async function refusedDelivery({
  effect,
  goal,
  tools,
  runtime,
  signal,
}: Performance<Deliver>): Promise<GoalEvent | undefined> {
  const { mayDeliver } = tools;
  if (mayDeliver === undefined) return undefined;
  for (let tries = 1; ; tries += 1) {
    const right = await mayDeliver(goal);
    if (right === 'yes') return undefined;
    if (right === 'no' || tries === mostTries) return refused(effect, goal, right);
    await runtime.clock.sleep(betweenMs, signal);
  }
}

function refused(effect: Deliver, { id, spec }: Performance['goal'], right: 'no' | 'unknown'): GoalEvent {
  const who = labelOf(spec.dispatcher);
  const why =
    right === 'no'
      ? `${who} may not run goals in ${spec.project} any more`
      : `it cannot be found out whether ${who} may still run goals in ${spec.project}`;
  return {
    type: 'EffectFailed',
    effectId: effect.id,
    code: right === 'no' ? 'ACCESS_DENIED' : 'ACCESS_UNKNOWN',
    message: `The work is not pushed: ${why}`,
    hint: `It is committed in the worktree and kept. When the role is back: /goal continue ${id} TEXT.`,
  };
}
