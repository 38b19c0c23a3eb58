import { type ReceiptSign, ReceiptSignSchema } from '../../../../src/domain/post.ts';
import type { SourceMessage } from '../../../../src/domain/surface/attachment.ts';
import type { ChatFailure, SendResult } from '../../../../src/ports/chat/chat.ts';
import { callSlack, type CallResult } from '../call-slack.ts';
import type { SlackState } from '../slack-state.ts';

/** What each sign looks like; names of Slack's own emoji, which every workspace has. */
const emoji: Readonly<Record<ReceiptSign, string>> = {
  seen: 'eyes',
  delivered: 'inbox_tray',
  acknowledged: 'white_check_mark',
  undelivered: 'warning',
};

/** How many signs are remembered, so that Slack need not be asked what is there. */
const longestMemory = 2000;

/**
 * Shows a sign as a reaction on a person's message, in place of the one before it. The new one is put there first, so that
 * there is never none. What is there already is success: doing it twice changes nothing.
 * Source: https://docs.slack.dev/reference/methods/reactions.add
 */
export async function signMessage(
  slack: SlackState,
  message: SourceMessage,
  sign: ReceiptSign,
  signal: AbortSignal,
): Promise<SendResult> {
  const there = await signsThere(slack, message, sign, signal);
  if (!there.ok) return { ok: false, failure: there.failure };
  const added = await change(slack, message, 'add', sign, signal);
  if (added !== undefined) return { ok: false, failure: added };
  for (const former of there.value.filter((one) => one !== sign)) {
    const removed = await change(slack, message, 'remove', former, signal);
    if (removed !== undefined) return { ok: false, failure: removed };
  }
  remember(slack, message, sign);
  return { ok: true, messageId: message.messageId };
}

/** drover's own signs on that message. The first of a message's life has none before it. */
async function signsThere(
  slack: SlackState,
  message: SourceMessage,
  sign: ReceiptSign,
  signal: AbortSignal,
): Promise<CallResult<readonly ReceiptSign[]>> {
  const known = slack.signs.get(nameOf(message));
  if (known !== undefined) return { ok: true, value: [known] };
  if (sign === 'seen') return { ok: true, value: [] };
  return await askSlack(slack, message, signal);
}

async function askSlack(
  slack: SlackState,
  message: SourceMessage,
  signal: AbortSignal,
): Promise<CallResult<readonly ReceiptSign[]>> {
  const self = await slack.identity?.catch(() => undefined);
  return await callSlack(slack, signal, async (client) => {
    const { message: found } = await client.reactions.get({ ...placeOf(message), full: true });
    const own = (found?.reactions ?? []).filter(
      ({ users }) => self === undefined || users?.includes(self.user),
    );
    return ReceiptSignSchema.options.filter((sign) => own.some(({ name }) => name === emoji[sign]));
  });
}

/** Undefined when it is as wanted; Slack's words for "it was so already" are success. */
async function change(
  slack: SlackState,
  message: SourceMessage,
  how: 'add' | 'remove',
  sign: ReceiptSign,
  signal: AbortSignal,
): Promise<ChatFailure | undefined> {
  const wanted = { ...placeOf(message), name: emoji[sign] };
  const changed = await callSlack(slack, signal, (client) =>
    how === 'add' ? client.reactions.add(wanted) : client.reactions.remove(wanted),
  );
  if (changed.ok) return undefined;
  const { failure } = changed;
  const wasSo = failure.kind === 'refused' && ['already_reacted', 'no_reaction'].includes(failure.code);
  return wasSo ? undefined : failure;
}

const placeOf = ({ channel, messageId }: SourceMessage) => ({ channel, timestamp: messageId });

const nameOf = ({ channel, messageId }: SourceMessage): string => `${channel}:${messageId}`;

function remember(slack: SlackState, message: SourceMessage, sign: ReceiptSign): void {
  slack.signs.delete(nameOf(message));
  slack.signs.set(nameOf(message), sign);
  const [oldest] = slack.signs.keys();
  if (slack.signs.size > longestMemory && oldest !== undefined) slack.signs.delete(oldest);
}
