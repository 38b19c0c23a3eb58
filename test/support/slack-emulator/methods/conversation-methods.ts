import {
  addChannel,
  type Answer,
  type Args,
  type Channel,
  type EmulatorState,
  type StoredMessage,
} from './emulator-state.ts';

/** Messages outside threads, newest first. */
export function conversationsHistory(state: EmulatorState, args: Args): Answer {
  const channel = readable(state, args);
  if (typeof channel === 'string') return { ok: false, error: channel };
  const roots = channel.messages.filter((message) => isPublic(message) && message.threadTs === undefined);
  return page(within(roots, args).toReversed(), args);
}

/** A thread: its parent always first, then the replies, oldest first. */
export function conversationsReplies(state: EmulatorState, args: Args): Answer {
  const channel = readable(state, args);
  if (typeof channel === 'string') return { ok: false, error: channel };
  const parent = channel.messages.find((message) => isPublic(message) && message.ts === args['ts']);
  if (parent === undefined) return { ok: false, error: 'thread_not_found' };
  const replies = channel.messages.filter((message) => isPublic(message) && message.threadTs === parent.ts);
  return page([parent, ...within(replies, args)], args);
}

/** The direct messages of the bot with one person; the same channel each time. */
export function conversationsOpen(state: EmulatorState, args: Args): Answer {
  const user = String(args['users']);
  if (!/^U[A-Z0-9]+$/u.test(user)) return { ok: false, error: 'user_not_found' };
  const id = `D${user.slice(1)}`;
  const channel = state.channels.get(id) ?? addChannel(state, id, { name: `direct-${user.toLowerCase()}` });
  channel.members.add(user);
  return { ok: true, channel: { id } };
}

/** A message as the Web API shows it; metadata only to those who ask for it. */
export const messageJson = (message: StoredMessage, withMetadata: boolean): Record<string, unknown> => ({
  type: 'message',
  ts: message.ts,
  user: message.user,
  text: message.text,
  ...(message.blocks.length === 0 ? {} : { blocks: message.blocks }),
  ...(message.threadTs === undefined ? {} : { thread_ts: message.threadTs }),
  ...(message.botId === undefined ? {} : { bot_id: message.botId }),
  ...(withMetadata && message.metadata !== undefined ? { metadata: message.metadata } : {}),
});

const isPublic = (message: StoredMessage): boolean => message.onlyFor === undefined;

function readable(state: EmulatorState, args: Args): Channel | string {
  const channel = state.channels.get(String(args['channel']));
  if (channel === undefined) return 'channel_not_found';
  return channel.members.has(state.bot.user) ? channel : 'not_in_channel';
}

function within(messages: readonly StoredMessage[], args: Args): readonly StoredMessage[] {
  const oldest = Number(args['oldest'] ?? 0);
  const inclusive = args['inclusive'] === 'true' || args['inclusive'] === true;
  return messages.filter((message) =>
    inclusive ? Number(message.ts) >= oldest : Number(message.ts) > oldest,
  );
}

/** Never more than 15 to a page, so that paging is used. */
function page(messages: readonly StoredMessage[], args: Args): Answer {
  const size = Math.min(Number(args['limit'] ?? 100), 15);
  const from = Number(args['cursor'] ?? 0);
  const next = from + size < messages.length ? String(from + size) : '';
  const withMetadata = args['include_all_metadata'] === 'true' || args['include_all_metadata'] === true;
  return {
    ok: true,
    messages: messages.slice(from, from + size).map((message) => messageJson(message, withMetadata)),
    has_more: next !== '',
    response_metadata: { next_cursor: next },
  };
}
