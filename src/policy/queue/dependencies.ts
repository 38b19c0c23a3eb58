import { isTerminal, type GoalState } from '../../domain/goal.ts';
import type { GoalId } from '../../domain/ids.ts';

/** A goal that another one comes after, with the state it ended in. */
export interface Dependency {
  readonly goal: GoalId;
  readonly state?: GoalState | undefined;
}

const hasEnded = ({ state }: Dependency): boolean => state !== undefined && isTerminal(state);

/** Those that are still waited for. */
export const openDependencies = (dependencies: readonly Dependency[]): readonly GoalId[] =>
  dependencies.filter((one) => !hasEnded(one)).map(({ goal }) => goal);

/** The first that ended otherwise than done. */
export const failedDependency = (dependencies: readonly Dependency[]): Dependency | undefined =>
  dependencies.find((one) => hasEnded(one) && one.state !== 'done');

/** `G-2, G-3 to be done (G-1 is done)`. */
export function dependencyNote(dependencies: readonly Dependency[], afterFailed: 'cancel' | 'run'): string {
  const open = openDependencies(dependencies).join(', ');
  const ended = dependencies.filter(hasEnded).map(({ goal, state }) => `${goal} is ${state}`);
  const wish = afterFailed === 'cancel' ? 'to be done' : 'to end';
  return `${open} ${wish}${ended.length === 0 ? '' : ` (${ended.join(', ')})`}`;
}

/** Which goals each goal that has not begun comes after. */
export type After = ReadonlyMap<GoalId, readonly GoalId[]>;

/**
 * The way in which goals would wait for each other for ever, if `goal` came after those: `G-1 → G-3 → G-1`.
 * undefined: there is none.
 */
export function circleOf(
  goal: GoalId,
  wanted: readonly GoalId[],
  after: After,
): readonly GoalId[] | undefined {
  const seen = new Set<GoalId>();
  const search = (from: GoalId, way: readonly GoalId[]): readonly GoalId[] | undefined => {
    if (from === goal) return [...way, from];
    if (seen.has(from)) return undefined;
    seen.add(from);
    return first(after.get(from) ?? [], (next) => search(next, [...way, from]));
  };
  return first(wanted, (next) => search(next, [goal]));
}

function first<T, R>(items: readonly T[], find: (item: T) => R | undefined): R | undefined {
  for (const item of items) {
    const found = find(item);
    if (found !== undefined) return found;
  }
  return undefined;
}

/** Goals that dispatch goals that dispatch goals: so many links, and no more. */
export const longestChain = 5;

/** How deep a goal is that one of this depth dispatches; undefined: the chain is too long. A goal given by a person has depth 0. */
export const nextDepth = (depth: number): number | undefined =>
  depth + 1 > longestChain ? undefined : depth + 1;
