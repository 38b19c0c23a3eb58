/** Chance from a seed: the same seed throws the same dice, so that a failing run can be played again. */
export interface Dice {
  /** A number in [0, 1). */
  unit(): number;
  /** A whole number from `low` to `high`, both included. */
  between(low: number, high: number): number;
  chance(share: number): boolean;
  pick<T>(from: readonly [T, ...T[]]): T;
  uuid(): string;
  /** Dice of their own for one part of the world, so that a change in one part leaves the others as they were. */
  fork(): Dice;
}

/** Mulberry32 (public domain, Tommy Ettinger): 32 bits of state are enough for a few thousand throws. */
export function createDice(seed: number): Dice {
  let state = seed >>> 0;
  const unit = () => {
    state = (state + 0x6d2b79f5) >>> 0;
    let mixed = Math.imul(state ^ (state >>> 15), state | 1);
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61);
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32;
  };
  const between = (low: number, high: number) => low + Math.floor(unit() * (high - low + 1));
  const hex = (digits: number) => Array.from({ length: digits }, () => between(0, 15).toString(16)).join('');
  return {
    unit,
    between,
    chance: (share) => unit() < share,
    pick: (from) => from[between(0, from.length - 1)] ?? from[0],
    uuid: () => `${hex(8)}-${hex(4)}-4${hex(3)}-8${hex(3)}-${hex(12)}`,
    fork: () => createDice(between(0, 2 ** 32 - 1)),
  };
}
