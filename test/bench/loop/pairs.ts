import { median } from '../measure.ts';

/** Measures milliseconds; what it does before and after does not count. */
export type Stopwatch = (round: number) => Promise<number>;

/** The medians of two measurements made in turns; the first round warms up and does not count. */
export async function mediansOf(rounds: number, one: Stopwatch, other: Stopwatch): Promise<[number, number]> {
  const [ours, theirs]: [number[], number[]] = [[], []];
  for (let round = 0; round <= rounds; round += 1) {
    const [first, second] = [await one(round), await other(round)];
    if (round === 0) continue;
    ours.push(first);
    theirs.push(second);
  }
  return [median(ours), median(theirs)];
}
