import { goalOfHookKey } from '../../domain/hooks/hook.ts';
import type { GoalId } from '../../domain/ids.ts';
import type { GoalEvent } from '../../goal/events.ts';
import type { Sent } from '../../ports/chat/chat.ts';
import type { OutboxRow } from '../../ports/store/outbox.ts';

/** A goal that has to know how one of its posts ended. */
export interface Told {
  readonly goal: GoalId;
  readonly event: GoalEvent;
}

/** Whom it concerns that a row was sent; undefined where it is only recorded. */
export function toldOfSent({ post }: OutboxRow, { messageId, channel }: Sent): Told | undefined {
  const { goal, kind, freshCard, rung } = post;
  if (goal !== undefined && kind === 'root')
    return {
      goal,
      event: { type: 'RootPosted', messageId, ...(channel === undefined ? {} : { channel }) },
    };
  if (goal !== undefined && freshCard === true) return { goal, event: { type: 'CardPosted', messageId } };
  return rung && { goal: rung.goal, event: { type: 'RungDelivered', ...stepOf(rung), messageId } };
}

/** Whom it concerns that a row will never be sent; undefined where it is only recorded. */
export function toldOfRefusal({ post }: OutboxRow, code: string, hint?: string): Told | undefined {
  const { goal, kind, key, freshCard, rung } = post;
  if (goal !== undefined && kind === 'root')
    return { goal, event: { type: 'RootRefused', code, ...(hint === undefined ? {} : { hint }) } };
  if (goal !== undefined && freshCard === true) return { goal, event: { type: 'CardRefused', code } };
  if (rung !== undefined) return { goal: rung.goal, event: { type: 'RungRefused', ...stepOf(rung), code } };
  const owner = goalOfHookKey(key);
  return owner === undefined ? undefined : { goal: owner, event: { type: 'HookRefused', key, code } };
}

const stepOf = ({ ask, step }: NonNullable<OutboxRow['post']['rung']>) => ({ ask, step });
