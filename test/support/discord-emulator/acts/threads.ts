import { dispatch, dispatchChannel, dispatchMessage } from '../gateway/dispatch.ts';
import { nextId, now, type EmulatorState } from '../state/emulator-state.ts';
import { putChannel } from '../state/guild.ts';
import { channelTypes, isThread, type Channel, type StoredMessage } from '../state/things.ts';
import { newMessage, postMessage } from './post-message.ts';

/** A new thread: below a message (then it has the message's id) or by itself. */
export function startThread(
  state: EmulatorState,
  parent: Channel,
  given: { name: string; owner: string; starter?: StoredMessage; minutes?: number; isPrivate?: boolean },
): Channel {
  const thread = putChannel(state, {
    id: given.starter?.id ?? nextId(state),
    type: given.isPrivate === true ? channelTypes.privateThread : channelTypes.publicThread,
    name: given.name,
    guild: parent.guild,
    parent: parent.id,
    owner: given.owner,
    autoArchiveMinutes: given.minutes ?? 4320,
    denied: parent.denied,
  });
  dispatchChannel(state, 'THREAD_CREATE', thread, { newly_created: true });
  if (given.starter !== undefined) {
    dispatchMessage(state, 'MESSAGE_UPDATE', given.starter);
    const first = { id: nextId(state), channel: thread.id, author: given.starter.author, at: now(state) };
    postMessage(state, thread, newMessage({ ...first, type: 21, replyTo: given.starter.id }));
  }
  return thread;
}

/** Archives, opens, locks or renames a thread, whoever it is that does so. */
export function updateThread(
  state: EmulatorState,
  thread: Channel,
  change: { archived?: boolean | undefined; locked?: boolean | undefined; name?: string | undefined },
): void {
  thread.archived = change.archived ?? thread.archived;
  thread.locked = change.locked ?? thread.locked;
  thread.name = change.name ?? thread.name;
  dispatchChannel(state, isThread(thread) ? 'THREAD_UPDATE' : 'CHANNEL_UPDATE', thread);
}

/** Deletes a channel or thread; threads of a channel go with it. */
export function deleteChannel(state: EmulatorState, channel: Channel): void {
  for (const thread of [...state.channels.values()].filter((one) => one.parent === channel.id))
    deleteChannel(state, thread);
  state.channels.delete(channel.id);
  if (isThread(channel))
    dispatch(state, 'THREAD_DELETE', {
      id: channel.id,
      guild_id: channel.guild,
      parent_id: channel.parent,
      type: channel.type,
    });
  else dispatchChannel(state, 'CHANNEL_DELETE', channel);
}
