import { mayManageThreads } from '../state/permissions.ts';
import { isThread, type Channel, type StoredMessage } from '../state/things.ts';
import { errors, isAnswer, type Call, type RestAnswer } from './rest-answer.ts';

/** The channel of a request if the bot sees it; otherwise 10003 or 50001. */
export function seenChannel(call: Call): Channel | RestAnswer {
  const channel = call.state.channels.get(call.params['channel'] ?? '');
  if (channel === undefined) return errors.unknownChannel;
  return channel.denied.has('view') ? errors.missingAccess : channel;
}

/** The channel if the bot may write there: not locked, not closed to direct messages. */
export function writableChannel(call: Call): Channel | RestAnswer {
  const channel = seenChannel(call);
  if (isAnswer(channel)) return channel;
  if (channel.denied.has('send')) return errors.missingPermissions;
  if (call.state.users.get(channel.recipient ?? '')?.dms === 'closed') return errors.cannotDm;
  return isLocked(call, channel) ? errors.locked : channel;
}

/** Whether a thread is closed to the bot, who may not manage threads. */
export const isLocked = (call: Call, channel: Channel): boolean =>
  isThread(channel) &&
  channel.locked &&
  !mayManageThreads(call.state.guilds.get(channel.guild ?? ''), call.state.bot.id);

/** A message that everybody sees, with its channel; otherwise 10003, 50001 or 10008. */
export function seenMessage(call: Call): { channel: Channel; message: StoredMessage } | RestAnswer {
  const channel = seenChannel(call);
  if (isAnswer(channel)) return channel;
  const message = channel.messages.find(
    (one) => one.id === call.params['message'] && one.onlyFor === undefined,
  );
  return message === undefined ? errors.unknownMessage : { channel, message };
}

/** The same, unless the thread is archived: edits and reactions do not open it. */
export function openMessage(call: Call): { channel: Channel; message: StoredMessage } | RestAnswer {
  const found = seenMessage(call);
  if (isAnswer(found)) return found;
  return isThread(found.channel) && found.channel.archived ? errors.archived : found;
}
