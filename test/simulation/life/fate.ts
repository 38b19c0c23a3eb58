import type { Dice } from '../world/dice.ts';
import type { Fate } from '../world/shape/world-shape.ts';

/** A life that nothing happens to. */
export const lasting: Fate = {
  diesAt: Infinity,
  diesBefore: false,
  diskFullAt: Infinity,
  diskLies: false,
  takesMachine: false,
  drains: false,
  lacks: undefined,
};

/** Early moments as often as late ones: each power of ten gets its share. */
const moment = (dice: Dice, powers: number): number => Math.ceil(10 ** (dice.unit() * powers));

/** How a life ends that does not last: killed, with its machine, by a full disk, or because it was told to stop. */
export function throwFate(dice: Dice): Fate & { readonly gently: boolean } {
  const how = dice.pick(['killed', 'killed', 'killed', 'killed', 'machine', 'disk', 'told', 'told'] as const);
  const killed = how === 'killed' || how === 'machine';
  return {
    diesAt: killed ? moment(dice, 3.2) : Infinity,
    diesBefore: dice.chance(0.5),
    diskFullAt: how === 'disk' ? moment(dice, 2) : Infinity,
    diskLies: dice.chance(0.5),
    takesMachine: how === 'machine',
    drains: how === 'told' && dice.chance(0.3),
    lacks: dice.chance(0.06) ? dice.pick(['claude', 'codex', 'pi']) : undefined,
    gently: how === 'told',
  };
}
