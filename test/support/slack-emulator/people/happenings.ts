import { nextTs, type Channel, type EmulatorState, type StoredMessage } from '../emulator-state.ts';
import { messageJson } from '../methods/conversation-methods.ts';
import { publicMessage } from '../methods/places.ts';
import { react, unreact } from '../methods/reaction-methods.ts';
import { viewJson } from '../methods/view-methods.ts';
import { deliverEvent, type Target } from '../sender.ts';
import { eventBody } from './event-body.ts';

/** How often an event was delivered until it was confirmed. */
type Delivered = Awaited<ReturnType<typeof deliverEvent>>;

/** Somebody looks at drover's page; the page that is there already comes along. */
export async function openHome(
  state: EmulatorState,
  target: Target,
  opened: { readonly user: string; readonly tab?: 'home' | 'messages' },
): Promise<Delivered> {
  const home = state.views.get(`VH${opened.user}`);
  const event = {
    type: 'app_home_opened',
    user: opened.user,
    channel: `D${opened.user.slice(1)}`,
    tab: opened.tab ?? 'home',
    event_ts: nextTs(state),
    ...(home === undefined ? {} : { view: viewJson(state, home) }),
  };
  return await deliverEvent(state, target, eventBody(state, event));
}

/** Somebody reacts to a message, or takes the reaction off. */
export async function reactTo(
  state: EmulatorState,
  target: Target,
  reacted: {
    readonly channel: string;
    readonly user: string;
    readonly messageTs: string;
    readonly reaction: string;
    readonly removed?: boolean;
  },
): Promise<Delivered> {
  const message = messageAt(state, reacted.channel, reacted.messageTs).message;
  const change = reacted.removed === true ? unreact : react;
  change(message, reacted.reaction, reacted.user);
  const event = {
    type: reacted.removed === true ? 'reaction_removed' : 'reaction_added',
    user: reacted.user,
    reaction: reacted.reaction,
    item_user: message.user,
    item: { type: 'message', channel: reacted.channel, ts: message.ts },
    event_ts: nextTs(state),
  };
  return await deliverEvent(state, target, eventBody(state, event));
}

/** Somebody presses Slack's own stop button of an agent's session; nothing changes by itself. */
export async function stopSession(
  state: EmulatorState,
  target: Target,
  stopped: { readonly channel: string; readonly user: string; readonly threadTs: string },
): Promise<Delivered> {
  const event = {
    type: 'agent_session_stopped',
    channel: stopped.channel,
    user: stopped.user,
    thread_ts: stopped.threadTs,
    streaming_message_ts: [],
    event_ts: nextTs(state),
  };
  return await deliverEvent(state, target, eventBody(state, event));
}

/** Somebody corrects his message. */
export async function editMessage(
  state: EmulatorState,
  target: Target,
  edit: { readonly channel: string; readonly messageTs: string; readonly text: string },
): Promise<Delivered> {
  const { message } = messageAt(state, edit.channel, edit.messageTs);
  const previous = messageJson(state, message, false);
  message.text = edit.text;
  message.edits += 1;
  const event = {
    type: 'message',
    subtype: 'message_changed',
    hidden: true,
    channel: edit.channel,
    channel_type: 'channel',
    ts: nextTs(state),
    message: messageJson(state, message, false),
    previous_message: previous,
  };
  return await deliverEvent(state, target, eventBody(state, event));
}

/** Somebody deletes his message. */
export async function deleteMessage(
  state: EmulatorState,
  target: Target,
  deleted: { readonly channel: string; readonly messageTs: string },
): Promise<Delivered> {
  const { channel, message } = messageAt(state, deleted.channel, deleted.messageTs);
  channel.messages.splice(channel.messages.indexOf(message), 1);
  const event = {
    type: 'message',
    subtype: 'message_deleted',
    hidden: true,
    channel: channel.id,
    channel_type: 'channel',
    ts: nextTs(state),
    deleted_ts: message.ts,
    previous_message: messageJson(state, message, false),
  };
  return await deliverEvent(state, target, eventBody(state, event));
}

function messageAt(
  state: EmulatorState,
  id: string,
  ts: string,
): { readonly channel: Channel; readonly message: StoredMessage } {
  const channel = state.channels.get(id);
  const message = channel === undefined ? undefined : publicMessage(channel, ts);
  if (channel === undefined || message === undefined) throw new Error(`no message ${ts} in ${id}`);
  return { channel, message };
}
