import type { EmulatorState } from './emulator-state.ts';
import type { StoredMessage } from './things.ts';

/** Messages that everybody in a channel or thread sees, oldest first, without the first one that Discord itself puts into a thread. */
export const publicMessages = (state: EmulatorState, channel: string): readonly StoredMessage[] =>
  (state.channels.get(channel)?.messages ?? []).filter(
    (message) => message.onlyFor === undefined && message.type !== 21,
  );

/** Messages that only one person sees, oldest first. */
export const privateMessages = (state: EmulatorState, channel: string): readonly StoredMessage[] =>
  (state.channels.get(channel)?.messages ?? []).filter((message) => message.onlyFor !== undefined);
