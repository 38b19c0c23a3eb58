import { messageText } from './render-message.ts';
import type { EmulatorState } from './state/emulator-state.ts';
import { channelTypes, isThread, type Channel, type StoredMessage } from './state/things.ts';

/** Every channel as people see it: threads below their messages, what only one person sees marked. */
export const renderTranscript = (state: EmulatorState): string =>
  [...state.channels.values()]
    .filter((channel) => !isThread(channel) || !state.channels.has(channel.parent ?? ''))
    .map((channel) => [headOf(state, channel), ...bodyOf(state, channel, '  ')].join('\n'))
    .join('\n\n');

function headOf(state: EmulatorState, channel: Channel): string {
  if (channel.type === channelTypes.dm) return `@${nameOf(state, channel.recipient ?? '')} ${channel.id}`;
  return `#${channel.name} ${channel.id}${flagsOf(channel)}`;
}

const flagsOf = (channel: Channel): string =>
  `${channel.archived ? ' (archived)' : ''}${channel.locked ? ' (locked)' : ''}`;

function bodyOf(state: EmulatorState, channel: Channel, indent: string): readonly string[] {
  const threads = [...state.channels.values()].filter((one) => one.parent === channel.id);
  const below = (thread: Channel) => [
    `${indent}  └ thread “${thread.name}” ${thread.id}${flagsOf(thread)}`,
    ...bodyOf(state, thread, `${indent}    | `),
  ];
  const messages = channel.messages.filter((message) => message.type !== 21);
  const own = new Set(messages.map((message) => message.id));
  return [
    ...messages.flatMap((message) => [
      ...messageLines(state, message, indent),
      ...threads.filter((thread) => thread.id === message.id).flatMap(below),
    ]),
    ...threads.filter((thread) => !own.has(thread.id)).flatMap(below),
  ];
}

function messageLines(state: EmulatorState, message: StoredMessage, indent: string): readonly string[] {
  const marks = [
    message.onlyFor === undefined ? '' : ` (only ${nameOf(state, message.onlyFor)} sees this)`,
    message.edits === 0 ? '' : ` (edited ${message.edits} times)`,
    message.pings.length === 0 ? '' : ` (notifies ${message.pings.join(' ')})`,
    message.reactions.length === 0 ? '' : ` (${message.reactions.map((one) => one.emoji).join('')})`,
  ].join('');
  const [first = '', ...more] = messageText(message).split('\n');
  return [
    `${indent}[${message.id}] ${nameOf(state, message.author)}${marks}: ${first}`,
    ...more.map((line) => `${indent}  ${line}`),
  ];
}

const nameOf = (state: EmulatorState, user: string): string => state.users.get(user)?.name ?? user;
