import { randomInt, randomUUID } from 'node:crypto';
import type { Random } from '../../src/ports/random.ts';

/** The widest range that `randomInt` takes. */
const steps = 2 ** 48 - 1;

/** Chance from the operating system's generator, so that ids cannot be guessed. */
export const systemRandom: Random = {
  uuid: () => randomUUID(),
  unit: () => randomInt(steps) / steps,
};
