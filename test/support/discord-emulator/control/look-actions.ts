import { z } from 'zod';
import { fileJson } from '../json/message-json.ts';
import { lookAt } from '../sender/seen.ts';
import type { EmulatorState } from '../state/emulator-state.ts';
import { renderTranscript } from '../transcript.ts';
import { action, type Action } from './action.ts';

const snapshot = (state: EmulatorState) => ({
  channels: [...state.channels.values()].map((channel) => ({
    ...channel,
    denied: [...channel.denied],
    messages: channel.messages.map((message) => ({ ...message, files: message.files.map(fileJson) })),
  })),
  commands: Object.fromEntries(state.commands),
  interactions: [...state.interactions.keys()].map((id) => lookAt(state, id)),
  calls: state.calls,
  violations: state.violations,
  suspicions: state.suspicions,
  sessions: [...state.sessions.values()].map(({ id, intents, seq, socket }) => ({
    id,
    intents,
    seq,
    connected: socket !== undefined,
  })),
});

/** What another process may see. */
export const lookActions: Readonly<Record<string, Action>> = {
  transcript: renderTranscript,
  /** Everything, for assertions. */
  state: snapshot,
  look: action(z.object({ interactionId: z.string() }), (state, { interactionId }) =>
    lookAt(state, interactionId),
  ),
};
