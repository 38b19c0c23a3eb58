import { newMessage, postMessage } from '../acts/post-message.ts';
import { addReaction, removeReaction } from '../acts/reactions.ts';
import { keepFile } from '../answers/write-message.ts';
import { nextId, now, type EmulatorState } from '../state/emulator-state.ts';
import { channelOf } from '../state/guild.ts';
import type { StoredMessage } from '../state/things.ts';
import { messageOf } from './press.ts';

export interface TypedMessage {
  /** A channel, thread or direct conversation. */
  readonly channel: string;
  readonly user: string;
  /** As Discord stores it: mentions are `<@id>`. */
  readonly text: string;
  readonly replyTo?: string | undefined;
  readonly files?:
    | readonly { readonly name: string; readonly type: string; readonly text: string }[]
    | undefined;
}

/** A person (or another bot) writes; whoever has the intents is told. Only the gateway tells of messages. */
export function say(state: EmulatorState, typed: TypedMessage): StoredMessage {
  const channel = channelOf(state, typed.channel);
  if (channel.locked) throw new Error(`thread ${channel.id} is locked`);
  const files = (typed.files ?? []).map((file) =>
    keepFile(state, channel.id, { name: file.name, type: file.type, bytes: Buffer.from(file.text) }),
  );
  const message = newMessage({
    id: nextId(state),
    channel: channel.id,
    author: typed.user,
    at: now(state),
    type: typed.replyTo === undefined ? 0 : 19,
    content: typed.text,
    files,
    replyTo: typed.replyTo,
  });
  return postMessage(state, channel, message);
}

/** A person reacts to a message, or takes the reaction back. */
export function react(
  state: EmulatorState,
  reaction: {
    readonly message: string;
    readonly user: string;
    readonly emoji: string;
    readonly remove?: boolean | undefined;
  },
): void {
  const message = messageOf(state, reaction.message, reaction.user);
  const { emoji, user } = reaction;
  if (reaction.remove === true) removeReaction(state, message, { emoji, user });
  else addReaction(state, message, { emoji, user });
}
