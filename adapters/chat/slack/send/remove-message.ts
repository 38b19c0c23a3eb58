import type { Origin } from '../../../../src/domain/origin.ts';
import type { ChatFailure, SendResult } from '../../../../src/ports/chat/chat.ts';
import { callSlack, openDirect } from '../call-slack.ts';
import type { SlackState } from '../slack-state.ts';
import { unsent } from './send-message.ts';

/** Takes back a message of drover's own; one that is gone already is success. */
export async function removeMessage(
  slack: SlackState,
  messageId: string,
  to: Origin,
  signal: AbortSignal,
): Promise<SendResult> {
  const place = await openDirect(slack, to.channel, signal);
  if (!place.ok) return { ok: false, failure: unsent(place.failure) };
  const removed = await callSlack(slack, signal, (client) =>
    client.chat.delete({ channel: place.value, ts: messageId }),
  );
  return removed.ok || isGone(removed.failure)
    ? { ok: true, messageId }
    : { ok: false, failure: removed.failure };
}

const isGone = (failure: ChatFailure): boolean =>
  failure.kind === 'refused' && failure.code === 'message_not_found';
