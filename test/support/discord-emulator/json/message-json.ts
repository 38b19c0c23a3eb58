import type { EmulatorState } from '../state/emulator-state.ts';
import { messageFlags, type Json, type StoredFile, type StoredMessage } from '../state/things.ts';
import { channelJson } from './channel-json.ts';
import { bareMemberJson, userJson } from './user-json.ts';

/** A message as Discord shows it to somebody who may read its content. */
export function messageJson(state: EmulatorState, message: StoredMessage): Json {
  const thread = state.channels.get(message.id);
  return {
    id: message.id,
    channel_id: message.channel,
    author: userJson(state, message.author),
    type: message.type,
    content: message.content,
    timestamp: new Date(message.at).toISOString(),
    edited_timestamp: message.editedAt === undefined ? null : new Date(message.editedAt).toISOString(),
    tts: false,
    mention_everyone: message.pings.includes('@everyone'),
    mentions: mentioned(message.content, /<@!?(\d+)>/gu).map((id) => userJson(state, id)),
    mention_roles: mentioned(message.content, /<@&(\d+)>/gu),
    attachments: message.files.map(fileJson),
    embeds: message.embeds,
    components: message.components,
    pinned: false,
    flags: message.flags,
    ...(message.nonce === undefined ? {} : { nonce: message.nonce }),
    ...(message.author === state.bot.id ? { application_id: state.applicationId } : {}),
    ...(message.interaction === undefined ? {} : { interaction_metadata: causeJson(state, message) }),
    ...(message.replyTo === undefined
      ? {}
      : { message_reference: { type: 0, channel_id: message.channel, message_id: message.replyTo } }),
    ...(thread === undefined ? {} : { thread: channelJson(state, thread) }),
    ...(message.reactions.length === 0 ? {} : { reactions: reactionsJson(state, message) }),
  };
}

/** The same for an event of the gateway: with guild and member, and the type of the channel, which discord.js goes by. */
export function messageEventJson(state: EmulatorState, message: StoredMessage): Json {
  const channel = state.channels.get(message.channel);
  const guild = state.guilds.get(channel?.guild ?? '');
  const member = guild?.members.get(message.author);
  return {
    ...messageJson(state, message),
    channel_type: channel?.type,
    ...(guild === undefined ? {} : { guild_id: guild.id }),
    ...(member === undefined ? {} : { member: bareMemberJson(member) }),
  };
}

/** What is left for somebody without the intent MessageContent. */
export const withoutContent = (message: Json): Json => ({
  ...message,
  content: '',
  embeds: [],
  attachments: [],
  components: [],
});

/** Without the intent, content comes all the same for own messages, direct ones and those that mention the bot. */
export const isContentOpen = (state: EmulatorState, message: StoredMessage): boolean =>
  message.author === state.bot.id ||
  state.channels.get(message.channel)?.recipient !== undefined ||
  new RegExp(`<@!?${state.bot.id}>`, 'u').test(message.content);

export const fileJson = (file: StoredFile): Json => ({
  id: file.id,
  filename: file.name,
  content_type: file.type,
  size: file.size,
  url: file.url,
  proxy_url: file.url,
  ...(file.description === undefined ? {} : { description: file.description }),
});

const causeJson = (state: EmulatorState, message: StoredMessage): Json => ({
  id: message.interaction?.id,
  type: 2,
  user: userJson(state, message.interaction?.user ?? ''),
  authorizing_integration_owners: {},
  ...((message.flags & messageFlags.loading) === 0 ? {} : { original_response_message_id: message.id }),
});

const mentioned = (text: string, pattern: RegExp): readonly string[] => [
  ...new Set([...text.matchAll(pattern)].map((hit) => hit[1] ?? '')),
];

function reactionsJson(state: EmulatorState, message: StoredMessage): readonly Json[] {
  const names = [...new Set(message.reactions.map((one) => one.emoji))];
  return names.map((name) => {
    const users = message.reactions.filter((one) => one.emoji === name).map((one) => one.user);
    return {
      emoji: { id: null, name },
      count: users.length,
      count_details: { normal: users.length, burst: 0 },
      me: users.includes(state.bot.id),
      me_burst: false,
      burst_colors: [],
    };
  });
}
