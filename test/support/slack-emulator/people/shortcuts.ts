import type { EmulatorState } from '../emulator-state.ts';
import { messageJson } from '../methods/conversation-methods.ts';
import { publicMessage } from '../methods/places.ts';
import type { Target } from '../sender.ts';
import { sendInteraction } from './send-interaction.ts';
import type { Acked } from './within-patience.ts';
import { newResponseUrl, newTrigger } from './trigger.ts';
import { userOf } from './user.ts';

/** Somebody uses a shortcut in the menu of a message. */
export async function messageShortcut(
  state: EmulatorState,
  target: Target,
  used: {
    readonly channel: string;
    readonly user: string;
    readonly messageTs: string;
    readonly callbackId: string;
  },
): Promise<Acked & { readonly responseId: string; readonly triggerId: string }> {
  const channel = state.channels.get(used.channel);
  const message = channel === undefined ? undefined : publicMessage(channel, used.messageTs);
  if (channel === undefined || message === undefined) throw new Error(`no message ${used.messageTs}`);
  const triggerId = newTrigger(state, used.user);
  const response = newResponseUrl(state, { user: used.user, channel: used.channel });
  const acked = await sendInteraction(state, target, {
    type: 'message_action',
    callback_id: used.callbackId,
    ...userOf(state, used.user),
    trigger_id: triggerId,
    response_url: response.url,
    action_ts: `${Number(message.ts.split('.')[0]) + 1}.000001`,
    message_ts: message.ts,
    channel: { id: channel.id, name: channel.name },
    message: messageJson(state, message, false),
  });
  return { ...acked, responseId: response.id, triggerId };
}

/** Somebody uses a shortcut that belongs to no message: it has no channel and no response_url. */
export async function globalShortcut(
  state: EmulatorState,
  target: Target,
  used: { readonly user: string; readonly callbackId: string },
): Promise<Acked & { readonly triggerId: string }> {
  const triggerId = newTrigger(state, used.user);
  const acked = await sendInteraction(state, target, {
    type: 'shortcut',
    callback_id: used.callbackId,
    ...userOf(state, used.user),
    trigger_id: triggerId,
    action_ts: '1700000000.000001',
  });
  return { ...acked, triggerId };
}
