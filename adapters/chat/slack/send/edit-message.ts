import type { OutgoingMessage, SendResult } from '../../../../src/ports/chat/chat.ts';
import { callSlack, openDirect } from '../call-slack.ts';
import type { SlackMessage } from '../render.ts';
import type { SlackState } from '../slack-state.ts';
import { unsent, withWordsInstead } from './send-message.ts';

/**
 * Blocks go along each time, because chat.update removes them otherwise. Metadata does not: what is absent is kept,
 * so the message can still be found under the key it was posted with.
 */
export async function editMessage(
  slack: SlackState,
  messageId: string,
  message: OutgoingMessage,
  signal: AbortSignal,
): Promise<SendResult> {
  const place = await openDirect(slack, message.to.channel, signal);
  if (!place.ok) return { ok: false, failure: unsent(place.failure) };
  return await withWordsInstead(slack, message, signal, async (shown: SlackMessage) => {
    const updated = await callSlack(slack, signal, (client) =>
      client.chat.update({ channel: place.value, ts: messageId, ...shown }),
    );
    return updated.ok ? { ok: true, messageId } : { ok: false, failure: updated.failure };
  });
}
