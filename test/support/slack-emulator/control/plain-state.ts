import type { EmulatorState, StoredMessage } from '../emulator-state.ts';

/** Everything, for assertions from another process: channels with messages, calls, violations, views, files, sockets. */
export const plainState = (state: EmulatorState): Record<string, unknown> => ({
  channels: [...state.channels.values()].map((channel) => ({
    ...channel,
    members: [...channel.members],
    messages: channel.messages.map(plainMessage),
    asides: channel.asides.map(plainMessage),
  })),
  calls: state.calls,
  responses: state.responses,
  violations: state.violations,
  views: [...state.views.values()],
  sessions: Object.fromEntries(state.sessions),
  files: [...state.files.values()].map(({ bytes, channels, ...file }) => ({
    ...file,
    uploaded: bytes?.length ?? 0,
    channels: [...channels],
  })),
  sockets: state.sockets.size,
});

export const plainMessage = (message: StoredMessage): Record<string, unknown> => ({
  ...message,
  ...(message.reactions === undefined
    ? {}
    : {
        reactions: Object.fromEntries([...message.reactions].map(([name, users]) => [name, [...users]])),
      }),
});
