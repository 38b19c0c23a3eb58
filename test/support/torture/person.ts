import { setTimeout as pause } from 'node:timers/promises';
import { z } from 'zod';
import type { Chance } from './chance.ts';
import { command, remark, rootOf } from './deliveries.ts';
import type { Delivery, Wish } from './delivery.ts';
import { people, projectNames, type Stage } from './stage.ts';
import { toldGoals } from './told-goals.ts';

/** Mean milliseconds between two things that one person types. */
const betweenWishesMs = 500;
const lookEveryMs = 200;

/** Gives goals one after the other, each when the one before is over, and steers them at random moments. */
export async function act(stage: Stage, chance: Chance, next: () => number | undefined): Promise<void> {
  for (let number = next(); number !== undefined; number = next()) {
    const goal = await dispatch(stage, chance, number);
    await steer(stage, chance, goal);
    while (stage.killing && !toldGoals(stage).has(goal)) await pause(lookEveryMs);
  }
}

async function dispatch(stage: Stage, chance: Chance, number: number): Promise<string> {
  const text = `task ${number} of seed ${stage.seed}`;
  const wish = { verb: 'run', text, user: chance.pick(people) } as const;
  const given = await command(stage, wish, `run --project ${chance.pick(projectNames)} ${text}`);
  const handle = /\bG-\d+\b/u.exec(z.object({ text: z.string() }).parse(given.seen).text)?.[0];
  if (handle === undefined)
    throw new Error(`run was answered without a handle: ${JSON.stringify(given.seen)}`);
  return handle;
}

/** Up to four wishes; whoever pauses a goal lets it go on again. Some goals are cancelled in the end. */
async function steer(stage: Stage, chance: Chance, goal: string): Promise<void> {
  const wishes = Math.floor(chance.between(0, 4));
  for (let count = 0; count < wishes; count += 1) {
    await rest(chance);
    if (chance.unit() < 0.5)
      await ask(stage, chance, { verb: 'say', goal, text: words(stage, chance, goal) });
    else await holdForAWhile(stage, chance, goal);
    if (chance.unit() < 0.3) await repeatSomething(stage, chance);
  }
  if (chance.unit() > 0.12) return;
  await rest(chance);
  await ask(stage, chance, { verb: 'cancel', goal, text: words(stage, chance, goal) });
}

const rest = (chance: Chance): Promise<void> => pause(chance.exponential(betweenWishesMs));

/** A text that nobody else types. */
const words = (stage: Stage, chance: Chance, goal: string): string =>
  `because of ${goal}, seed ${stage.seed}, ${Math.floor(chance.unit() * 1e9)}`;

async function holdForAWhile(stage: Stage, chance: Chance, goal: string): Promise<void> {
  await ask(stage, chance, { verb: 'pause', goal, text: '' });
  await rest(chance);
  await ask(stage, chance, { verb: 'resume', goal, text: '' });
}

/** As a command, or in the goal's thread once there is one. Goals of others need the third person. */
async function ask(stage: Stage, chance: Chance, asked: Omit<Wish, 'user'>): Promise<Delivery> {
  const wish = { ...asked, user: people[2] };
  const thread = rootOf(stage, asked.goal ?? '');
  if (thread !== undefined && chance.unit() < 0.4) return remark(stage, wish, thread.ts);
  return command(stage, wish, `${wish.verb} ${wish.goal} ${wish.text}`.trim());
}

/** A platform that lost a confirmation delivers something again, perhaps much later: the answer must be the first one. */
async function repeatSomething(stage: Stage, chance: Chance): Promise<void> {
  const delivery = chance.pick(stage.deliveries);
  const [first, again] = [JSON.stringify(delivery.seen ?? true), JSON.stringify(await delivery.again())];
  if (first !== again)
    stage.violations.push(`${delivery.id} was answered with ${first}, and its repeat with ${again}`);
}
