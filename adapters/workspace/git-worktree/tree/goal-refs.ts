import { resolveObjects } from '../git/resolve-objects.ts';
import { runGit, tryGit } from '../git/run-git.ts';
import type { Git } from '../git/run-git.ts';
import type { SavedState } from './fill-worktree.ts';

/** What a mirror holds of a goal. */
export interface GoalRefs {
  /** Tip of the goal's branch; absent when there is no such branch. */
  readonly tip?: string;
  /** The state that was saved last: what the worktree was returned to, else the checkpoint with the highest number. */
  readonly newest?: SavedState;
}

/** Ref of a checkpoint. */
export const checkpointRef = (goal: string, number: number): string => `refs/drover/${goal}/${number}`;

/** Ref of what the worktree was returned to; there until the next checkpoint, which is newer than those before it. */
export const restoredRef = (goal: string): string => `refs/drover/${goal}/restored`;

/** Reads the branch and what was saved last. A ref whose commit is lost (no power, half a copy) counts as none. */
export async function readGoalRefs(
  git: Git,
  mirror: string,
  goal: { readonly id: string; readonly branch: string },
  signal: AbortSignal,
): Promise<GoalRefs> {
  const place = { gitDir: mirror };
  const args = ['for-each-ref', '--format=%(refname)', `refs/drover/${goal.id}/`];
  const saved = (await runGit(git, { args, place }, signal)).split('\n');
  const newest = saved.includes(restoredRef(goal.id))
    ? restoredRef(goal.id)
    : (saved.filter(isCheckpoint).toSorted(byNumber).at(-1) ?? 'none');
  const names = [`refs/heads/${goal.branch}^{commit}`, `${newest}^1`, `${newest}^{tree}`];
  const [tip, parent, tree] = await resolveObjects(git, place, names, signal);
  return {
    ...(tip === undefined ? {} : { tip }),
    ...(tree === undefined || parent === undefined ? {} : { newest: { parent, tree } }),
  };
}

const isCheckpoint = (name: string): boolean => /^refs\/drover\/[^/]+\/\d+$/.test(name);
const byNumber = (a: string, b: string): number => numberOf(a) - numberOf(b);
const numberOf = (name: string): number => Number(name.split('/').at(-1));

/**
 * The newest saved state, when it holds more than the branch does: it was made on the branch's tip or on a commit
 * further on. One that the branch has left behind would undo work, and is not used.
 */
export async function usableState(
  git: Git,
  mirror: string,
  { tip, newest }: GoalRefs,
  signal: AbortSignal,
): Promise<SavedState | undefined> {
  if (newest === undefined || tip === undefined || tip === newest.parent) return newest;
  return (await isAncestor(git, mirror, [tip, newest.parent], signal)) ? newest : undefined;
}

/** Whether the first commit is the second, or one of those it was built on. */
export const isAncestor = async (
  git: Git,
  gitDir: string,
  [older, newer]: readonly [string, string],
  signal: AbortSignal,
): Promise<boolean> =>
  (await tryGit(git, { args: ['merge-base', '--is-ancestor', older, newer], place: { gitDir } }, signal)).ok;
