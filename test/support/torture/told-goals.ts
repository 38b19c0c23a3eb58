import { publicMessages } from '../slack-emulator/emulator-state.ts';
import { keyOf } from './deliveries.ts';
import { channel, type Stage } from './stage.ts';

/** The states in which a run is over, as alternatives of a regular expression. */
export const endStates = 'done|failed|cancelled|exhausted|escalated';
const toldEnd = new RegExp(`\\b(G-\\d+) is (?:${endStates})\\b`, 'u');

/** Goals whose end stands in the thread and on the card. */
export function toldGoals({ slack }: Stage): ReadonlySet<string> {
  const messages = publicMessages(slack.state, channel);
  const told = new Set(messages.flatMap(({ text }) => toldEnd.exec(text)?.[1] ?? []));
  const shown = messages.flatMap((message) => {
    const [, goal] = /^(G-\d+)\/root\//u.exec(keyOf(message) ?? '') ?? [];
    return goal !== undefined && message.text.includes('Took ') ? [goal] : [];
  });
  return told.intersection(new Set(shown));
}
