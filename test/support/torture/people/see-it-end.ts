import { setTimeout as pause } from 'node:timers/promises';
import type { StoredMessage } from '../../slack-emulator/emulator-state.ts';
import type { Chance } from '../chance.ts';
import type { Stage } from '../stage.ts';
import { ask } from './steer.ts';
import { isTold, noticesOf } from './told-goals.ts';

const lookEveryMs = 200;
/** Longest time after the last death until everything is done and told, in milliseconds. */
export const settleMs = 300_000;

/** Waits until the end of the goal's run is told; gives it another turn whenever it asks for one. */
export async function seeItEnd(stage: Stage, chance: Chance, goal: string): Promise<void> {
  let answered: StoredMessage | undefined;
  let calmSince = Infinity;
  while (!isTold(stage, goal)) {
    await pause(lookEveryMs);
    const asked = noticesOf(stage, goal).findLast(({ text }) => text.includes('has used up a budget'));
    if (asked !== undefined && asked.ts !== answered?.ts) {
      await ask(stage, chance, { verb: 'budget', goal, text: '+1turns' });
      answered = asked;
    }
    if (stage.killing) continue;
    calmSince = Math.min(calmSince, performance.now());
    if (performance.now() - calmSince > settleMs) throw new Error(`the end of ${goal} was not told`);
  }
}
