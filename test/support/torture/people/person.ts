import { z } from 'zod';
import type { Chance } from '../chance.ts';
import { people, projectNames } from '../configuration.ts';
import type { Stage } from '../stage.ts';
import { ask, steer, type, words } from './steer.ts';
import { runOf } from './told-goals.ts';
import { seeItEnd } from './see-it-end.ts';

/** Gives goals one after the other, each when the one before is over, and steers them at random moments. */
export async function act(stage: Stage, chance: Chance, next: () => number | undefined): Promise<void> {
  for (let number = next(); number !== undefined; number = next()) {
    const goal = await dispatch(stage, chance, number);
    await steer(stage, chance, goal);
    await seeItEnd(stage, chance, goal);
    if (chance.unit() < 0.3) await goOn(stage, chance, goal);
  }
}

async function dispatch(stage: Stage, chance: Chance, number: number): Promise<string> {
  const text = `task ${number} of seed ${stage.seed}`;
  const wish = { verb: 'run', text, user: chance.pick(people) } as const;
  const given = await type(stage, wish, `run --project ${chance.pick(projectNames)} ${text}`);
  const handle = /\bG-\d+\b/u.exec(z.object({ text: z.string() }).parse(given.seen).text)?.[0];
  if (handle === undefined)
    throw new Error(`run was answered without a handle: ${JSON.stringify(given.seen)}`);
  return handle;
}

/** Another run of a goal that is over, as a command: its answer tells which run it is. */
async function goOn(stage: Stage, chance: Chance, goal: string): Promise<void> {
  const before = runOf(stage, goal);
  await ask(stage, chance, { verb: 'continue', goal, text: words(stage, chance, goal) }, 'command');
  if (runOf(stage, goal) !== before + 1)
    stage.violations.push(`${goal} was over, and could not be continued after run ${before}`);
  await steer(stage, chance, goal);
  await seeItEnd(stage, chance, goal);
}
