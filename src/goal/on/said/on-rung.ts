import { record, type Draft } from '../../draft.ts';
import type { EventOf } from '../../events.ts';

/**
 * A rung was posted, or never will be. A place that does not take it tells nobody: the next rung comes at once, as the
 * end of every folding sees.
 */
export function onRung(draft: Draft, event: EventOf<'RungDelivered' | 'RungRefused' | 'RungDropped'>): void {
  const { goal, context } = draft;
  const { ask, step } = event;
  const rungs = goal.ladders.find((ladder) => ladder.ask === ask)?.rungs;
  const rung = rungs?.[step];
  if (rungs === undefined || rung?.state !== 'sent') return;
  if (event.type === 'RungDropped') {
    rung.state = 'dropped';
    return;
  }
  if (event.type === 'RungDelivered') {
    rung.state = 'delivered';
    rung.messageId = event.messageId;
    return record(draft, 'decision', { what: 'told', ask, to: rung.to, message: event.messageId });
  }
  rung.state = 'refused';
  rung.code = event.code;
  const next = rungs[step + 1];
  if (next?.state === 'waiting') next.dueAt = Math.min(next.dueAt, context.now);
  record(draft, 'decision', { what: 'could not be told', ask, to: rung.to, code: event.code });
}
