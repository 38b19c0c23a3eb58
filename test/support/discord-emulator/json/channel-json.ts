import { now, type EmulatorState } from '../state/emulator-state.ts';
import { deniedBits } from '../state/permissions.ts';
import { channelTypes, isThread, type Channel, type Json } from '../state/things.ts';
import { userJson } from './user-json.ts';

/** A channel as Discord shows it: text channel, thread or direct conversation. */
export function channelJson(state: EmulatorState, channel: Channel): Json {
  const common = {
    id: channel.id,
    type: channel.type,
    last_message_id: channel.messages.at(-1)?.id ?? null,
    flags: 0,
  };
  if (channel.type === channelTypes.dm)
    return { ...common, recipients: [userJson(state, channel.recipient ?? '')] };
  if (isThread(channel)) return { ...common, ...threadFields(state, channel) };
  return {
    ...common,
    guild_id: channel.guild,
    name: channel.name,
    position: 0,
    parent_id: null,
    topic: null,
    nsfw: false,
    rate_limit_per_user: 0,
    permission_overwrites: overwrites(state, channel),
  };
}

const overwrites = (state: EmulatorState, channel: Channel): readonly Json[] =>
  channel.denied.size === 0
    ? []
    : [{ id: state.bot.id, type: 1, allow: '0', deny: String(deniedBits(channel)) }];

function threadFields(state: EmulatorState, channel: Channel): Json {
  const own = channel.messages.filter((message) => message.onlyFor === undefined);
  return {
    guild_id: channel.guild,
    name: channel.name,
    parent_id: channel.parent,
    owner_id: channel.owner,
    rate_limit_per_user: 0,
    message_count: own.filter((message) => message.type !== 21).length,
    total_message_sent: own.length,
    member_count: 1,
    thread_metadata: {
      archived: channel.archived,
      locked: channel.locked,
      auto_archive_duration: channel.autoArchiveMinutes,
      archive_timestamp: new Date(now(state)).toISOString(),
      create_timestamp: new Date(now(state)).toISOString(),
      ...(channel.type === channelTypes.privateThread ? { invitable: true } : {}),
    },
    ...(channel.owner === state.bot.id
      ? {
          member: {
            id: channel.id,
            user_id: state.bot.id,
            join_timestamp: new Date(now(state)).toISOString(),
            flags: 1,
          },
        }
      : {}),
  };
}
