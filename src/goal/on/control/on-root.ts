import { directChannel } from '../../../domain/origin.ts';
import { record, type Draft } from '../../draft.ts';
import type { EventOf } from '../../events.ts';

/** The root card stands: its id is the thread, and the goal is bound to it. */
export function onRootPosted(draft: Draft, event: EventOf<'RootPosted'>): void {
  const { goal } = draft;
  const channel = event.channel ?? goal.origin.channel;
  goal.origin = { ...goal.origin, channel, thread: event.messageId };
  delete goal.card;
  record(draft, 'decision', { what: 'bound', origin: goal.origin });
}

/**
 * The channel does not take the card. The goal moves to a direct message with its dispatcher, where there are such,
 * who is told why; refused there too, it goes on without a thread (list, status and the HTTP API still show it).
 */
export function onRootRefused(draft: Draft, event: EventOf<'RootRefused'>): void {
  const { goal } = draft;
  record(draft, 'decision', { what: 'root card refused', code: event.code, channel: goal.origin.channel });
  const { dispatcher } = goal.spec;
  const { platform, workspace, channel } = goal.origin;
  const direct = directChannel(platform, dispatcher.user);
  if (direct === undefined || dispatcher.platform !== platform || channel === direct) return;
  goal.origin = { platform, workspace, channel: direct };
  goal.roots += 1;
  draft.rootWanted = true;
  draft.notices.push({
    type: 'Moved',
    code: event.code,
    ...(event.hint === undefined ? {} : { hint: event.hint }),
  });
}
