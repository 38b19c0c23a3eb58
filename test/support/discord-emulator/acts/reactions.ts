import { dispatch } from '../gateway/dispatch.ts';
import { memberJson } from '../json/user-json.ts';
import type { EmulatorState } from '../state/emulator-state.ts';
import type { Channel, Json, StoredMessage } from '../state/things.ts';

/** Somebody reacts to a message; a second time changes nothing. */
export function addReaction(
  state: EmulatorState,
  message: StoredMessage,
  reaction: { readonly emoji: string; readonly user: string },
): void {
  if (message.reactions.some((one) => one.emoji === reaction.emoji && one.user === reaction.user)) return;
  message.reactions.push(reaction);
  tell(state, 'MESSAGE_REACTION_ADD', message, reaction);
}

/** Somebody takes a reaction back. */
export function removeReaction(
  state: EmulatorState,
  message: StoredMessage,
  reaction: { readonly emoji: string; readonly user: string },
): void {
  const at = message.reactions.findIndex((one) => one.emoji === reaction.emoji && one.user === reaction.user);
  if (at < 0) return;
  message.reactions.splice(at, 1);
  tell(state, 'MESSAGE_REACTION_REMOVE', message, reaction);
}

function tell(
  state: EmulatorState,
  event: string,
  message: StoredMessage,
  reaction: { readonly emoji: string; readonly user: string },
): void {
  const channel = state.channels.get(message.channel);
  if (channel === undefined || channel.denied.has('view')) return;
  const data = {
    user_id: reaction.user,
    channel_id: message.channel,
    message_id: message.id,
    message_author_id: message.author,
    emoji: { id: null, name: reaction.emoji },
    burst: false,
    type: 0,
    ...guildFields(state, channel, reaction.user),
  };
  dispatch(state, event, data, channel.recipient !== undefined);
}

function guildFields(state: EmulatorState, channel: Channel, user: string): Json {
  const member = state.guilds.get(channel.guild ?? '')?.members.get(user);
  return {
    ...(channel.guild === undefined ? {} : { guild_id: channel.guild }),
    ...(member === undefined ? {} : { member: memberJson(state, member) }),
  };
}
