import type { EmulatorState, StoredMessage } from '../emulator-state.ts';
import { modalsOf } from '../methods/view-methods.ts';

/** What one person alone sees. */
export interface Seen {
  /** Messages for this person alone, oldest first: private posts, and answers to commands and clicks. */
  readonly messages: readonly StoredMessage[];
  /** Open modals, the topmost last. */
  readonly modals: readonly { readonly id: string; readonly view: Readonly<Record<string, unknown>> }[];
  readonly home?: Readonly<Record<string, unknown>>;
}

/** Everything that somebody sees beside the channels. */
export function whatTheySee(state: EmulatorState, user: string): Seen {
  const own = [...state.channels.values()].flatMap((channel) =>
    [...channel.messages, ...channel.asides].filter((message) => message.onlyFor === user),
  );
  const home = state.views.get(`VH${user}`)?.view;
  return {
    messages: own.toSorted((a, b) => (a.ts < b.ts ? -1 : 1)),
    modals: modalsOf(state, user).map(({ id, view }) => ({ id, view })),
    ...(home === undefined ? {} : { home }),
  };
}
