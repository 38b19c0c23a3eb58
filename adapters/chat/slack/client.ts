import type { Chat } from '../../../src/ports/chat/chat.ts';
import { editMessage } from './send/edit-message.ts';
import { findMessage } from './send/find-message.ts';
import { removeMessage } from './send/remove-message.ts';
import { sendMessage } from './send/send-message.ts';
import { signMessage } from './send/sign-message.ts';
import type { SlackState } from './slack-state.ts';

/** Posts to Slack. Calls do not wait for each other, so a busy channel holds back no other. */
export const slackChat = (slack: SlackState): Chat => ({
  platform: 'slack',
  send: (message, signal) => sendMessage(slack, message, signal),
  edit: (messageId, message, signal) => editMessage(slack, messageId, message, signal),
  find: ({ key, to }, since, signal) => findMessage(slack, { key, to, since }, signal),
  sign: (message, sign, signal) => signMessage(slack, message, sign, signal),
  remove: (messageId, to, signal) => removeMessage(slack, messageId, to, signal),
});
