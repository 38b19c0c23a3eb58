import { setTimeout as pause } from 'node:timers/promises';
import type { Fault } from '../slack-emulator/emulator-state.ts';
import { addFault } from '../slack-emulator/faults.ts';
import type { Chance } from './chance.ts';
import type { Stage } from './stage.ts';

/** Mean milliseconds between two faults of Slack. */
const betweenFaultsMs = 700;
/** Faults that wait for a call at once; more would pile up while drover is dead. */
const mostWaiting = 2;

const mixture: readonly Omit<Fault, 'times'>[] = [
  { kind: 'rate-limit', retryAfter: 1 },
  { kind: 'rate-limit', retryAfter: 1, method: 'chat.update' },
  { kind: 'store-then-500', method: 'chat.postMessage' },
  { kind: 'store-then-drop', method: 'chat.postMessage' },
  { kind: 'store-then-drop', method: 'chat.update' },
  { kind: 'http-500' },
  { kind: 'http-500', method: 'conversations.replies' },
  { kind: 'not-json', method: 'chat.postMessage' },
];

/** Slack hiccups now and then, until `signal`; then it is well again. */
export async function troubleSlack({ slack }: Stage, chance: Chance, signal: AbortSignal): Promise<void> {
  const { faults } = slack.state;
  while (!signal.aborted) {
    await pause(chance.exponential(betweenFaultsMs));
    if (faults.filter(({ times }) => times > 0).length < mostWaiting)
      addFault(slack.state, chance.pick(mixture));
  }
  faults.splice(0);
}
