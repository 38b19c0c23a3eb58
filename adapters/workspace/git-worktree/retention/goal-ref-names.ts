import { runGit } from '../git/run-git.ts';
import type { WorkspacesState } from '../state.ts';
import type { MarkedGoal } from './goal-folders.ts';

/** The goal's branch bears its handle: `drover/G-1-fix-login`, or `drover/G-1`. */
export async function branchesOf(
  state: WorkspacesState,
  { goal, mirror }: Pick<MarkedGoal, 'goal' | 'mirror'>,
  signal: AbortSignal,
): Promise<readonly string[]> {
  const patterns = [`refs/heads/drover/${goal}`, `refs/heads/drover/${goal}-*`];
  return await refNames(state, mirror, patterns, signal);
}

/** Refs of drover's own for a goal: checkpoints, trees that were judged, what stood before a return, and where it began. */
export const ownRefs = (
  state: WorkspacesState,
  { goal, mirror }: Pick<MarkedGoal, 'goal' | 'mirror'>,
  signal: AbortSignal,
): Promise<readonly string[]> => refNames(state, mirror, [`refs/drover/${goal}/`], signal);

/** Where the work began and what was pushed are no saved work: without them the goal could not go on with its branch. */
export const isSavedWork = (ref: string): boolean => !/^refs\/drover\/[^/]+\/(base|delivered)$/.test(ref);

/** The goals of a mirror that have saved work. */
export async function goalsWithWork(
  state: WorkspacesState,
  mirror: string,
  signal: AbortSignal,
): Promise<ReadonlySet<string>> {
  const names = await refNames(state, mirror, ['refs/drover/'], signal);
  return new Set(names.filter(isSavedWork).map((name) => name.split('/')[2] ?? ''));
}

async function refNames(
  state: WorkspacesState,
  mirror: string,
  patterns: readonly string[],
  signal: AbortSignal,
): Promise<readonly string[]> {
  const args = ['for-each-ref', '--format=%(refname)', '--end-of-options', ...patterns];
  const output = await runGit(state.git, { args, place: { gitDir: mirror } }, signal);
  return output.split('\n').filter((name) => name !== '');
}
