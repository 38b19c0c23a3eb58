import {
  addChannel,
  fail,
  type Answer,
  type Args,
  type EmulatorState,
  type StoredMessage,
} from '../emulator-state.ts';
import { fileJson } from './file-methods.ts';
import { readable } from './places.ts';
import { reactionsJson } from './reaction-methods.ts';

/** Messages outside threads, newest first. */
export function conversationsHistory(state: EmulatorState, args: Args): Answer {
  const channel = readable(state, args['channel']);
  if (typeof channel === 'string') return { ok: false, error: channel };
  const roots = channel.messages.filter((message) => isPublic(message) && message.threadTs === undefined);
  return page(state, within(roots, args).toReversed(), args);
}

/** A thread: its parent always first, then the replies, oldest first. */
export function conversationsReplies(state: EmulatorState, args: Args): Answer {
  const channel = readable(state, args['channel']);
  if (typeof channel === 'string') return { ok: false, error: channel };
  const parent = channel.messages.find((message) => isPublic(message) && message.ts === args['ts']);
  if (parent === undefined) return { ok: false, error: 'thread_not_found' };
  const replies = channel.messages.filter((message) => isPublic(message) && message.threadTs === parent.ts);
  return page(state, [parent, ...within(replies, args)], args);
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

/** A message as the Web API and events show it; metadata only to those who ask for it. */
export const messageJson = (
  state: EmulatorState,
  message: StoredMessage,
  withMetadata: boolean,
): Record<string, unknown> => ({
  type: 'message',
  ts: message.ts,
  user: message.user,
  text: message.text,
  ...(message.blocks.length === 0 ? {} : { blocks: message.blocks }),
  ...(message.threadTs === undefined ? {} : { thread_ts: message.threadTs }),
  ...(message.botId === undefined ? {} : { bot_id: message.botId }),
  ...(message.botId === state.bot.id ? { app_id: state.bot.app } : {}),
  ...(message.edits === 0 ? {} : { edited: { user: message.user, ts: message.ts } }),
  ...(message.reactions === undefined ? {} : { reactions: reactionsJson(message) }),
  ...(message.files === undefined ? {} : { files: filesJson(state, message.files) }),
  ...(withMetadata && message.metadata !== undefined ? { metadata: message.metadata } : {}),
});

const filesJson = (state: EmulatorState, ids: readonly string[]) =>
  ids.flatMap((id) => {
    const file = state.files.get(id);
    return file === undefined ? [] : [fileJson(state, file)];
  });

/** What is known of a channel, also of direct messages. */
export function conversationsInfo(state: EmulatorState, args: Args): Answer {
  const channel = state.channels.get(String(args['channel']));
  if (channel === undefined) return fail('channel_not_found');
  const { id, name, archived, members, shared } = channel;
  const direct = id.startsWith('D');
  return {
    ok: true,
    channel: {
      id,
      name,
      is_channel: !direct,
      is_im: direct,
      is_archived: archived,
      is_member: members.has(state.bot.user),
      is_ext_shared: shared,
      is_shared: shared,
      context_team_id: state.team,
    },
  };
}

const isPublic = (message: StoredMessage): boolean => message.onlyFor === undefined;

function within(messages: readonly StoredMessage[], args: Args): readonly StoredMessage[] {
  const oldest = Number(args['oldest'] ?? 0);
  const inclusive = args['inclusive'] === 'true' || args['inclusive'] === true;
  return messages.filter((message) =>
    inclusive ? Number(message.ts) >= oldest : Number(message.ts) > oldest,
  );
}

/** Never more than 15 to a page, so that paging is used. */
function page(state: EmulatorState, messages: readonly StoredMessage[], args: Args): Answer {
  const size = Math.min(Number(args['limit'] ?? 100), 15);
  const from = Number(args['cursor'] ?? 0);
  const next = from + size < messages.length ? String(from + size) : '';
  const withMetadata = args['include_all_metadata'] === 'true' || args['include_all_metadata'] === true;
  return {
    ok: true,
    messages: messages.slice(from, from + size).map((message) => messageJson(state, message, withMetadata)),
    has_more: next !== '',
    response_metadata: { next_cursor: next },
  };
}
