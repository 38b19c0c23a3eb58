import type { Chat } from '../../../../src/ports/chat/chat.ts';
import type { DiscordState } from '../discord-state.ts';
import { findMessage } from './find-message.ts';
import { editMessage, removeMessage, sendMessage } from './send-message.ts';
import { signMessage } from './signs.ts';

/** Posts to Discord. Calls to different channels do not wait for each other. */
export const discordChat = (discord: DiscordState): Chat => ({
  platform: 'discord',
  send: (message, signal) => sendMessage(discord, message, signal),
  edit: (messageId, message, signal) => editMessage(discord, messageId, message, signal),
  find: (wanted, since, signal) => findMessage(discord, wanted, since, signal),
  sign: (message, sign, signal) => signMessage(discord, message, sign, signal),
  remove: (messageId, to, signal) => removeMessage(discord, messageId, to, signal),
});
