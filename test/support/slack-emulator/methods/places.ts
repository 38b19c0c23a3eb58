import type { Channel, EmulatorState, StoredMessage } from '../emulator-state.ts';

/** The channel, or the error that keeps the bot from writing there. */
export function writable(state: EmulatorState, id: string): Channel | string {
  const channel = state.channels.get(id);
  if (channel === undefined) return 'channel_not_found';
  if (channel.archived) return 'is_archived';
  return channel.members.has(state.bot.user) ? channel : 'not_in_channel';
}

/** The channel, or the error that keeps the bot from reading there. */
export function readable(state: EmulatorState, id: unknown): Channel | string {
  const channel = state.channels.get(String(id));
  if (channel === undefined) return 'channel_not_found';
  return channel.members.has(state.bot.user) ? channel : 'not_in_channel';
}

/** The message of that timestamp that everybody sees. */
export const publicMessage = (channel: Channel, ts: unknown): StoredMessage | undefined =>
  channel.messages.find((message) => message.ts === ts && message.onlyFor === undefined);

/** Exact strings only: a number that lost its zeros names no thread. */
export function threadError(channel: Channel, threadTs: string | undefined): string | undefined {
  if (threadTs === undefined) return undefined;
  if (!/^\d+\.\d{6}$/u.test(threadTs)) return 'invalid_thread_ts';
  const parent = publicMessage(channel, threadTs);
  if (parent === undefined) return 'thread_not_found';
  return parent.threadTs === undefined ? undefined : 'invalid_thread_ts';
}
