import { setTimeout as pause } from 'node:timers/promises';
import type { Chance } from '../chance.ts';
import { people } from '../configuration.ts';
import type { Stage } from '../stage.ts';
import { command, remark, rootOf } from './deliveries.ts';
import { isSentAway, lineOf, type Delivery, type Wish } from './delivery.ts';

/** Mean milliseconds between two things that one person types. */
const betweenWishesMs = 500;

/** Up to four wishes; whoever pauses or stops a goal lets it go on again. Some runs are cancelled in the end. */
export async function steer(stage: Stage, chance: Chance, goal: string): Promise<void> {
  const wishes = Math.floor(chance.between(0, 4));
  for (let count = 0; count < wishes; count += 1) {
    await rest(chance);
    await chance.pick(interventions)(stage, chance, goal);
    if (chance.unit() < 0.3) await repeatSomething(stage, chance);
  }
  if (chance.unit() > 0.12) return;
  await rest(chance);
  await ask(stage, chance, { verb: 'cancel', goal, text: words(stage, chance, goal) });
}

type Intervention = (stage: Stage, chance: Chance, goal: string) => Promise<unknown>;

const say: Intervention = (stage, chance, goal) =>
  ask(stage, chance, { verb: 'say', goal, text: words(stage, chance, goal) });

const interrupt: Intervention = async (stage, chance, goal) => {
  await atWork(stage, chance, goal);
  await ask(stage, chance, { verb: 'say', flag: '--now', goal, text: words(stage, chance, goal) });
};

const giveMore: Intervention = (stage, chance, goal) =>
  ask(stage, chance, { verb: 'budget', goal, text: '+1turns' });

const hold =
  (verb: 'pause' | 'stop'): Intervention =>
  async (stage, chance, goal) => {
    if (verb === 'stop') await atWork(stage, chance, goal);
    await ask(stage, chance, { verb, goal, text: '' });
    await rest(chance);
    await ask(stage, chance, { verb: 'resume', goal, text: '' });
  };

const interventions: readonly Intervention[] = [say, say, interrupt, giveMore, hold('pause'), hold('stop')];

/** Longest wait for an agent to be seen at work, in milliseconds. */
const patienceMs = 10_000;

/** Most people end a turn when they see it run. */
async function atWork(stage: Stage, chance: Chance, goal: string): Promise<void> {
  if (chance.unit() < 0.25) return;
  const runs = () => rootOf(stage, goal)?.text.includes('running: turn') === true;
  for (const end = performance.now() + patienceMs; !runs() && performance.now() < end;) await pause(50);
}

const rest = (chance: Chance): Promise<void> => pause(chance.exponential(betweenWishesMs));

/** A text that nobody else types. */
export const words = (stage: Stage, chance: Chance, goal: string): string =>
  `because of ${goal}, seed ${stage.seed}, ${Math.floor(chance.unit() * 1e9)}`;

/** As a command, or in the goal's thread once there is one. Goals of others need the third person. */
export async function ask(
  stage: Stage,
  chance: Chance,
  asked: Omit<Wish, 'user'>,
  how: 'command' | 'anyhow' = 'anyhow',
): Promise<Delivery> {
  const wish = { ...asked, user: people[2] };
  const thread = rootOf(stage, asked.goal ?? '');
  if (thread !== undefined && how === 'anyhow' && chance.unit() < 0.4) return remark(stage, wish, thread.ts);
  return type(stage, wish, lineOf(wish, false));
}

/** Milliseconds before somebody who was sent away tries again. */
const againMs = 2000;

/** A command; whoever is sent away types it anew. */
export async function type(stage: Stage, wish: Wish, line: string): Promise<Delivery> {
  for (;;) {
    const given = await command(stage, wish, line);
    if (!isSentAway(given)) return given;
    await pause(againMs);
  }
}

/** A platform that lost a confirmation delivers something again, perhaps much later: the answer must be the first one. */
async function repeatSomething(stage: Stage, chance: Chance): Promise<void> {
  const delivery = chance.pick(stage.deliveries);
  const [first, again] = [JSON.stringify(delivery.seen ?? true), JSON.stringify(await delivery.again())];
  if (first !== again)
    stage.violations.push(`${delivery.id} was answered with ${first}, and its repeat with ${again}`);
}
