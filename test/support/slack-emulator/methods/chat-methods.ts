import { z } from 'zod';
import {
  fail,
  nextTs,
  recordViolation,
  type Answer,
  type Args,
  type Channel,
  type EmulatorState,
  type StoredMessage,
} from '../emulator-state.ts';
import { messageProblem } from '../limits/check-message.ts';
import { shareFiles } from './file-methods.ts';
import { messageJson } from './conversation-methods.ts';
import { publicMessage, threadError, writable } from './places.ts';

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

/** Slack truncates longer text of a post, and refuses longer text of an update. */
const longest = { post: 40_000, update: 4000 } as const;

export function postMessage(state: EmulatorState, args: Args): Answer {
  const ready = prepare(state, 'chat.postMessage', args);
  if ('error' in ready) return fail(ready.error);
  const { post, channel } = ready;
  if (args['unfurl_links'] !== 'false' && args['unfurl_links'] !== false)
    recordViolation(state, 'unfurls', 'chat.postMessage', `a post to ${post.channel} lets links unfurl`);
  noteDuplicate(state, channel, post);
  const message = store(state, channel, post);
  shareFiles(state, channel, message);
  return { ok: true, channel: channel.id, ts: message.ts, message: messageJson(state, message, true) };
}

export function postEphemeral(state: EmulatorState, args: Args): Answer {
  const ready = prepare(state, 'chat.postEphemeral', args);
  if ('error' in ready) return fail(ready.error);
  const { post, channel } = ready;
  if (post.user === undefined) return fail('invalid_arguments');
  if (!channel.members.has(post.user)) return fail('user_not_in_channel');
  return { ok: true, message_ts: store(state, channel, post, post.user).ts };
}

/** Where the message goes and what is in it, or why it is refused. */
function prepare(
  state: EmulatorState,
  method: string,
  args: Args,
): { readonly post: Post; readonly channel: Channel } | { readonly error: string } {
  const parsed = PostSchema.safeParse(args);
  if (!parsed.success) return { error: 'invalid_arguments' };
  const channel = writable(state, parsed.data.channel);
  if (typeof channel === 'string') return { error: channel };
  const error =
    messageProblem(state, method, { args, ...parsed.data, longest: longest.post }) ??
    threadError(channel, parsed.data.thread_ts);
  return error === undefined ? { post: parsed.data, channel } : { error };
}

/** `text` without `blocks` removes the blocks; metadata that is absent is kept. Source: the method's documentation. */
export function update(state: EmulatorState, args: Args): Answer {
  const parsed = PostSchema.safeParse(args);
  if (!parsed.success) return fail('invalid_arguments');
  const post = parsed.data;
  const channel = writable(state, post.channel);
  if (typeof channel === 'string') return fail(channel);
  const message = publicMessage(channel, args['ts']);
  if (message === undefined) return fail('message_not_found');
  if (message.botId !== state.bot.id) return fail('cant_update_message');
  const error = messageProblem(state, 'chat.update', { args, ...post, longest: longest.update });
  if (error !== undefined) return fail(error);
  if (post.blocks.length === 0 && hasControls(message))
    recordViolation(
      state,
      'controls-lost',
      'chat.update',
      `${message.ts}: text without blocks removes buttons`,
    );
  message.text = post.text;
  message.blocks = post.blocks;
  if (post.metadata !== undefined) message.metadata = post.metadata;
  message.edits += 1;
  shareFiles(state, channel, message);
  return { ok: true, channel: channel.id, ts: message.ts, text: message.text };
}

export function remove(state: EmulatorState, args: Args): Answer {
  const channel = state.channels.get(String(args['channel']));
  if (channel === undefined) return fail('channel_not_found');
  const message = publicMessage(channel, args['ts']);
  if (message === undefined) return fail('message_not_found');
  if (message.botId !== state.bot.id) return fail('cant_delete_message');
  channel.messages.splice(channel.messages.indexOf(message), 1);
  return { ok: true, channel: channel.id, ts: message.ts };
}

const hasControls = (message: StoredMessage): boolean => JSON.stringify(message.blocks).includes('"actions"');

/** A post whose key is in the channel already was sent twice. */
function noteDuplicate(state: EmulatorState, channel: Channel, { metadata }: Post): void {
  const key = metadata?.event_payload['key'];
  if (key === undefined || metadata === undefined) return;
  const first = channel.messages.find(
    (message) =>
      message.botId === state.bot.id &&
      message.metadata?.event_type === metadata.event_type &&
      message.metadata.event_payload['key'] === key,
  );
  if (first !== undefined)
    recordViolation(
      state,
      'posted-twice',
      'chat.postMessage',
      `${JSON.stringify(key)} is ${first.ts} already`,
    );
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
