import { z } from 'zod';
import { blocksError } from './check-blocks.ts';
import {
  conversationsHistory,
  conversationsOpen,
  conversationsReplies,
  messageJson,
} from './conversation-methods.ts';
import {
  fail,
  nextNumber,
  nextTs,
  type Answer,
  type Args,
  type Channel,
  type EmulatorState,
  type StoredMessage,
} from './emulator-state.ts';

type Method = (state: EmulatorState, args: Args) => Answer;

/** The methods of the Web API that the emulator knows. */
export const webMethods: Readonly<Record<string, Method>> = {
  'auth.test': (state) => ({
    ok: true,
    user_id: state.bot.user,
    bot_id: state.bot.id,
    team_id: state.team,
    team: 'emulator',
    url: `${state.url}/`,
  }),
  'apps.connections.open': (state) => ({
    ok: true,
    url: `${state.url.replace('http', 'ws')}/link?ticket=${nextNumber(state)}`,
  }),
  'chat.postMessage': postMessage,
  'chat.postEphemeral': postEphemeral,
  'chat.update': update,
  'conversations.history': conversationsHistory,
  'conversations.open': conversationsOpen,
  'conversations.replies': conversationsReplies,
  'conversations.info': (state, args) => {
    const channel = state.channels.get(String(args['channel']));
    if (channel === undefined) return fail('channel_not_found');
    const { id, name, archived, members } = channel;
    return { ok: true, channel: { id, name, is_archived: archived, is_member: members.has(state.bot.user) } };
  },
  'reactions.add': (state, args) =>
    state.channels.has(String(args['channel'])) ? { ok: true } : fail('channel_not_found'),
  'users.info': (_, args) => ({
    ok: true,
    user: { id: args['user'], name: String(args['user']).toLowerCase(), is_bot: false, is_restricted: false },
  }),
};

const MetadataSchema = z.object({
  event_type: z.string().min(1),
  event_payload: z.record(z.string(), z.unknown()),
});

const PostSchema = z.object({
  channel: z.string(),
  text: z.string().default(''),
  blocks: z.array(z.unknown()).default([]),
  metadata: MetadataSchema.optional(),
  thread_ts: z.string().optional(),
  user: z.string().optional(),
});
type Post = z.infer<typeof PostSchema>;

function postMessage(state: EmulatorState, args: Args): Answer {
  const post = PostSchema.safeParse(args);
  if (!post.success) return fail('invalid_arguments');
  const channel = writable(state, post.data.channel);
  if (typeof channel === 'string') return fail(channel);
  const error = contentError(post.data, 40_000) ?? threadError(channel, post.data.thread_ts);
  if (error !== undefined) return fail(error);
  const message = store(state, channel, post.data);
  return { ok: true, channel: channel.id, ts: message.ts, message: messageJson(message, true) };
}

function postEphemeral(state: EmulatorState, args: Args): Answer {
  const post = PostSchema.safeParse(args);
  if (!post.success || post.data.user === undefined) return fail('invalid_arguments');
  const channel = writable(state, post.data.channel);
  if (typeof channel === 'string') return fail(channel);
  if (!channel.members.has(post.data.user)) return fail('user_not_in_channel');
  const error = contentError(post.data, 40_000) ?? threadError(channel, post.data.thread_ts);
  if (error !== undefined) return fail(error);
  const message = store(state, channel, post.data, post.data.user);
  return { ok: true, message_ts: message.ts };
}

/** `text` without `blocks` removes the blocks; metadata that is absent is kept. Source: the method's documentation. */
function update(state: EmulatorState, args: Args): Answer {
  const post = PostSchema.safeParse(args);
  if (!post.success) return fail('invalid_arguments');
  const channel = writable(state, post.data.channel);
  if (typeof channel === 'string') return fail(channel);
  const message = channel.messages.find((one) => one.ts === args['ts'] && one.onlyFor === undefined);
  if (message === undefined) return fail('message_not_found');
  if (message.botId !== state.bot.id) return fail('cant_update_message');
  const error = contentError(post.data, 4000);
  if (error !== undefined) return fail(error);
  message.text = post.data.text;
  message.blocks = post.data.blocks;
  if (post.data.metadata !== undefined) message.metadata = post.data.metadata;
  message.edits += 1;
  return { ok: true, channel: channel.id, ts: message.ts, text: message.text };
}

/** The channel, or the error that keeps the bot from writing there. */
function writable(state: EmulatorState, id: string): Channel | string {
  const channel = state.channels.get(id);
  if (channel === undefined) return 'channel_not_found';
  if (channel.archived) return 'is_archived';
  return channel.members.has(state.bot.user) ? channel : 'not_in_channel';
}

function contentError(post: Post, longestText: number): string | undefined {
  if (post.text === '' && post.blocks.length === 0) return 'no_text';
  if (post.text.length > longestText) return 'msg_too_long';
  if (JSON.stringify(post.metadata ?? {}).length > 16_384) return 'metadata_too_large';
  return blocksError(post.blocks);
}

/** Exact strings only: a number that lost its zeros names no thread. */
function threadError(channel: Channel, threadTs: string | undefined): string | undefined {
  if (threadTs === undefined) return undefined;
  if (!/^\d+\.\d{6}$/u.test(threadTs)) return 'invalid_thread_ts';
  const parent = channel.messages.find((message) => message.ts === threadTs && message.onlyFor === undefined);
  if (parent === undefined) return 'thread_not_found';
  return parent.threadTs === undefined ? undefined : 'invalid_thread_ts';
}

function store(state: EmulatorState, channel: Channel, post: Post, onlyFor?: string): StoredMessage {
  const message: StoredMessage = {
    ts: nextTs(state),
    user: state.bot.user,
    botId: state.bot.id,
    text: post.text,
    blocks: post.blocks,
    edits: 0,
    ...(post.thread_ts === undefined ? {} : { threadTs: post.thread_ts }),
    ...(post.metadata === undefined ? {} : { metadata: post.metadata }),
    ...(onlyFor === undefined ? {} : { onlyFor }),
  };
  channel.messages.push(message);
  return message;
}
