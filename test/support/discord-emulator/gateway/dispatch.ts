import { WebSocket } from 'ws';
import { channelJson } from '../json/channel-json.ts';
import { isContentOpen, messageEventJson, withoutContent } from '../json/message-json.ts';
import type { EmulatorState, Session } from '../state/emulator-state.ts';
import type { Channel, Json, StoredMessage } from '../state/things.ts';
import { intents, isSubscribed } from './intents.ts';

/** Dispatches one event to one session; kept for a replay, sent if there is a socket. */
export function dispatchTo(session: Session, event: string, data: unknown): void {
  session.seq += 1;
  const text = JSON.stringify({ op: 0, t: event, s: session.seq, d: data });
  session.sent.push({ seq: session.seq, text });
  if (session.socket?.readyState === WebSocket.OPEN) session.socket.send(text);
}

/** Dispatches an event to every session that has the intent for it. */
export function dispatch(state: EmulatorState, event: string, data: unknown, isDirect = false): void {
  for (const session of state.sessions.values())
    if (isSubscribed(session.intents, event, isDirect)) dispatchTo(session, event, data);
}

/** An event about a message; without the intent for content, its content is empty. Nobody hears of ephemeral ones. */
export function dispatchMessage(
  state: EmulatorState,
  event: 'MESSAGE_CREATE' | 'MESSAGE_UPDATE',
  message: StoredMessage,
): void {
  const channel = state.channels.get(message.channel);
  if (message.onlyFor !== undefined || channel === undefined || channel.denied.has('view')) return;
  const data = messageEventJson(state, message);
  for (const session of state.sessions.values()) {
    if (!isSubscribed(session.intents, event, channel.recipient !== undefined)) continue;
    const isOpen = (session.intents & intents.messageContent) !== 0 || isContentOpen(state, message);
    dispatchTo(session, event, isOpen ? data : withoutContent(data));
  }
}

/** An event about a channel or thread that the bot can see. */
export function dispatchChannel(
  state: EmulatorState,
  event: string,
  channel: Channel,
  more: Json = {},
): void {
  if (!channel.denied.has('view')) dispatch(state, event, { ...channelJson(state, channel), ...more });
}
