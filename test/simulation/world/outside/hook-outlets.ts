import type { HookMessage, HookOutcome, HookOutlets } from '../../../../src/ports/hooks/hook-outlets.ts';
import { through } from '../../life/life.ts';
import type { Dice } from '../dice.ts';
import { note } from '../world.ts';
import type { Life, World } from '../shape/world-shape.ts';

/** Somebody out there whom hooks call: quick, slow, busy, or silent. What he does counts, also for a drover that died. */
export function createSimOutlets(life: Life): HookOutlets {
  const { world } = life;
  const dice = world.dice.fork();
  return {
    webhook: (call, signal) => through(life, () => act(world, dice, call, signal)),
    close: async () => {},
  };
}

async function act(
  world: World,
  dice: Dice,
  { key }: HookMessage,
  signal: AbortSignal,
): Promise<HookOutcome> {
  const outcome = dice.pick(outcomes);
  await world.clock.sleep(dice.pick([1, 50, 4000]), signal);
  if (outcome.is === 'done' || (outcome.is === 'unknown' && dice.chance(0.5))) {
    world.acts.set(key, (world.acts.get(key) ?? 0) + 1);
    note(world, `${key} is done`);
  }
  // The answer takes its time, too.
  await world.clock.sleep(dice.pick([1, 50, 2000]), signal);
  return outcome;
}

const done: HookOutcome = { is: 'done' };
const outcomes: readonly [HookOutcome, ...HookOutcome[]] = [
  done,
  done,
  done,
  { is: 'not-done', note: 'he is busy' },
  { is: 'not-done', note: 'he is busy', retryAfterMs: 20_000 },
  { is: 'unknown', note: 'no answer came' },
  { is: 'failed', note: 'he wants none of it' },
];
