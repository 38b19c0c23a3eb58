import { dispatch, dispatchChannel, dispatchMessage } from '../gateway/dispatch.ts';
import { now, type EmulatorState } from '../state/emulator-state.ts';
import { isThread, type Channel, type StoredMessage } from '../state/things.ts';

/** Puts a message into its channel and tells everybody; a post unarchives an archived thread. */
export function postMessage(state: EmulatorState, channel: Channel, message: StoredMessage): StoredMessage {
  noteRepetition(state, channel, message);
  if (isThread(channel) && channel.archived && message.onlyFor === undefined) {
    channel.archived = false;
    dispatchChannel(state, 'THREAD_UPDATE', channel);
  }
  channel.messages.push(message);
  dispatchMessage(state, 'MESSAGE_CREATE', message);
  return message;
}

const words = (one: StoredMessage): string => JSON.stringify([one.content, one.embeds, one.components]);

/** The same words of the bot in one channel within a minute, without a nonce, may be a duplicate. */
function noteRepetition(state: EmulatorState, channel: Channel, message: StoredMessage): void {
  if (message.author !== state.bot.id || message.onlyFor !== undefined || message.nonce !== undefined) return;
  const isRepeated = channel.messages.some(
    (one) => one.author === message.author && message.at - one.at < 60_000 && words(one) === words(message),
  );
  if (isRepeated)
    state.suspicions.push({
      kind: 'same-content',
      detail: words(message).slice(0, 200),
      channel: channel.id,
    });
}

/** Marks a message as edited and tells everybody. */
export function markEdited(state: EmulatorState, message: StoredMessage): void {
  message.edits += 1;
  message.editedAt = now(state);
  dispatchMessage(state, 'MESSAGE_UPDATE', message);
}

/** Takes a message away; false when there was none. Its thread stays. */
export function deleteMessage(state: EmulatorState, channel: Channel, id: string): boolean {
  const at = channel.messages.findIndex((message) => message.id === id);
  const [message] = at < 0 ? [] : channel.messages.splice(at, 1);
  if (message === undefined) return false;
  if (message.onlyFor === undefined && !channel.denied.has('view'))
    dispatch(
      state,
      'MESSAGE_DELETE',
      { id, channel_id: channel.id, ...(channel.guild === undefined ? {} : { guild_id: channel.guild }) },
      channel.recipient !== undefined,
    );
  return true;
}

/** A message with what every message has. */
export const newMessage = (
  given: Pick<StoredMessage, 'id' | 'channel' | 'author' | 'at'> & Partial<StoredMessage>,
): StoredMessage => ({
  type: 0,
  content: '',
  embeds: [],
  components: [],
  files: [],
  flags: 0,
  edits: 0,
  pings: [],
  reactions: [],
  ...given,
});
