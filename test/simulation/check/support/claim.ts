import type { Seen } from '../../world/observe-store.ts';
import { accuse } from '../../world/world.ts';
import type { World } from '../../world/shape/world-shape.ts';

/** Says what is wrong when it does not hold. */
export type Claim = (holds: boolean, what: string) => void;

/** Claims about one goal. */
export const claimOf =
  (world: World, { id }: Pick<Seen, 'id'>): Claim =>
  (holds, what) =>
    holds || accuse(world, `${id}: ${what}`);
