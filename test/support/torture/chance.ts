/** Chance that follows from a seed: the same seed gives the same choices in the same order. */
export interface Chance {
  /** In [0, 1). */
  unit(): number;
  /** In [from, to). */
  between(from: number, to: number): number;
  pick<T>(list: readonly T[]): T;
  /** Waiting times of things that happen at random, in the unit of `mean`. */
  exponential(mean: number): number;
  /** A chance of its own, so that two people do not take turns at the same dice. */
  fork(): Chance;
}

/** Mulberry32, a small generator whose whole state is one 32-bit number. */
export function createChance(seed: number): Chance {
  let state = seed >>> 0;
  const unit = (): number => {
    state = (state + 0x6d2b79f5) >>> 0;
    let mixed = Math.imul(state ^ (state >>> 15), state | 1);
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61);
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32;
  };
  return {
    unit,
    between: (from, to) => from + unit() * (to - from),
    pick: (list) => {
      const chosen = list[Math.floor(unit() * list.length)];
      if (chosen === undefined) throw new RangeError('nothing to pick from');
      return chosen;
    },
    exponential: (mean) => -mean * Math.log(1 - unit()),
    fork: () => createChance(Math.floor(unit() * 2 ** 32)),
  };
}
