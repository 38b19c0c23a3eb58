import type { GoalId } from '../../../src/domain/ids.ts';

/** The home of every simulated drover. */
export const homeId = 'home';

/** The goal that a tagged process belongs to: `home/G-1/1-3`. */
export const goalOfTag = (tag: string): GoalId => tag.split('/').at(-2) as GoalId;

/** Run and number of the start: `home/G-1/1-3` is run 1, start 3. */
export function startOfTag(tag: string): { run: number; seq: number } {
  const [run, seq] = (tag.split('/').at(-1) ?? '').split('-').map(Number);
  return { run: run ?? 0, seq: seq ?? 0 };
}
