import type { SleepWish } from '../../policy/sleep.ts';
import { record, type Draft } from '../draft.ts';

/** The agent asked to be woken later; the slot is free until then. */
export function fallAsleep(draft: Draft, { durationMs, reason }: SleepWish): void {
  const { goal, context } = draft;
  goal.state = 'sleeping';
  goal.next = 'checkpoint';
  goal.sameTurn = false;
  goal.sleep = { since: context.now, until: context.now + durationMs, reason };
  record(draft, 'sleep', { durationMs, reason });
  draft.notices.push({ type: 'Asleep' });
}

/** Its time has come, or somebody woke it early: it queues for a slot, and the next prompt says how long it slept. */
export function wake(draft: Draft, early: boolean): void {
  const { goal, context } = draft;
  const { since, reason } = goal.sleep ?? { since: context.now, reason: '' };
  const sleptMs = context.now - since;
  delete goal.sleep;
  goal.state = 'queued';
  goal.news.push({ type: 'woke', reason, sleptMs, early });
  record(draft, 'wake', { reason: 'sleep', sleptMs, early });
  draft.notices.push({ type: 'Woke', early });
}
