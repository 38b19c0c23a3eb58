import type { EmulatorState, StoredMessage } from './emulator-state.ts';

/** Every channel as people see it: threads indented, what only one person sees marked. */
export const renderTranscript = (state: EmulatorState): string =>
  [...state.channels.values()]
    .map((channel) => {
      const flags = channel.archived ? ' (archived)' : '';
      const lines = channel.messages
        .filter((message) => message.threadTs === undefined)
        .flatMap((root) => [
          ...messageLines(root, '  '),
          ...channel.messages
            .filter((reply) => reply.threadTs === root.ts)
            .flatMap((reply) => messageLines(reply, '    | ')),
        ]);
      return [`#${channel.name} ${channel.id}${flags}`, ...lines].join('\n');
    })
    .join('\n\n');

function messageLines(message: StoredMessage, indent: string): readonly string[] {
  const marks = [
    message.onlyFor === undefined ? '' : ` (only ${message.onlyFor} sees this)`,
    message.edits === 0 ? '' : ` (edited ${message.edits} times)`,
  ].join('');
  const [first = '', ...more] = message.text.split('\n');
  return [
    `${indent}[${message.ts}] ${message.user}${marks}: ${first}`,
    ...more.map((line) => `${indent}  ${line}`),
  ];
}
