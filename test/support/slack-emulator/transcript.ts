import type { EmulatorState, StoredMessage } from './emulator-state.ts';
import { controlsOf } from './people/find-control.ts';

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
    ...[...more, ...extrasOf(message)].map((line) => `${indent}  ${line}`),
  ];
}

/** Controls, files and reactions, each on a line of its own. */
function extrasOf(message: StoredMessage): readonly string[] {
  const controls = controlsOf(message.blocks).map(({ control }) =>
    control.type === 'button'
      ? `[${control.text?.text}]`
      : `[${control.placeholder?.text ?? control.type} ▾]`,
  );
  const reactions = [...(message.reactions ?? [])].map(([name, users]) => `:${name}: ${users.size}`);
  return [
    controls.join(' '),
    (message.files ?? []).map((id) => `(file ${id})`).join(' '),
    reactions.join(' '),
  ].filter((line) => line !== '');
}
