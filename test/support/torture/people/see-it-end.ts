import { setTimeout as pause } from 'node:timers/promises';
import type { StoredMessage } from '../../slack-emulator/emulator-state.ts';
import type { Chance } from '../chance.ts';
import type { Stage } from '../stage.ts';
import { ask, words } from './steer.ts';
import { isPaused, isTold, noticesOf } from './told-goals.ts';

const lookEveryMs = 200;
/** Longest time after the last death until everything is done and told, in milliseconds. */
export const settleMs = 300_000;

/** Milliseconds after which somebody believes that an answer was not taken: what is written in a thread may be sent away unseen. */
const takenMs = 15_000;

/** What a goal that asks for it gets; its agent's question gets an answer of its own. */
const wants = ({ text }: StoredMessage): { verb: 'budget'; text: string } | undefined =>
  text.includes('has used up a budget') ? { verb: 'budget', text: '+1turns' } : undefined;

/** Waits until the end of the goal's run is told; gives it another turn, or an answer, whenever it asks for one, and lets it go on. */
export async function seeItEnd(stage: Stage, chance: Chance, goal: string): Promise<void> {
  let answered: { ts: string; at: number } | undefined;
  let heldSince = Infinity;
  let calmSince = Infinity;
  while (!isTold(stage, goal)) {
    await pause(lookEveryMs);
    const asked = noticesOf(stage, goal).findLast(({ text }) =>
      /has used up a budget|the agent asks/u.test(text),
    );
    const now = performance.now();
    if (asked !== undefined && (asked.ts !== answered?.ts || now - answered.at > takenMs)) {
      const wish = wants(asked);
      await ask(stage, chance, { goal, ...(wish ?? { verb: 'answer', text: words(stage, chance, goal) }) });
      answered = { ts: asked.ts, at: performance.now() };
    }
    heldSince = isPaused(stage, goal) ? Math.min(heldSince, now) : Infinity;
    if (now - heldSince > takenMs) {
      await ask(stage, chance, { verb: 'resume', goal, text: '' }, 'command');
      heldSince = Infinity;
    }
    if (stage.killing) continue;
    calmSince = Math.min(calmSince, performance.now());
    if (performance.now() - calmSince > settleMs) throw new Error(`the end of ${goal} was not told`);
  }
}
