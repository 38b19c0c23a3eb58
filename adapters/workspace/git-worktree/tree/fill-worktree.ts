import { runGit } from '../git/run-git.ts';
import type { GitPlace } from '../git/run-git.ts';
import { fileError } from '../git/git-error.ts';
import type { WorkspacesState } from '../state.ts';
import { isReady, markReady } from './admin-folder.ts';
import { settleIndex } from './settle-index.ts';

/** A worktree as drover addresses it. */
export interface Worktree extends GitPlace {
  readonly gitDir: string;
  readonly workTree: string;
}

/** Files and untracked files as a checkpoint saved them, on the commit it was made on. */
export interface SavedState {
  readonly parent: string;
  readonly tree: string;
}

/**
 * Writes the files of a worktree that git only registered, once: after that they belong to the agent.
 * With a restore point the files are those of the checkpoint, and what was not committed is uncommitted again.
 */
export async function fillWorktree(
  state: WorkspacesState,
  worktree: Worktree,
  restore: SavedState | undefined,
  signal: AbortSignal,
): Promise<void> {
  if (await isReady(worktree.gitDir)) return;
  await checkOut(state, worktree, restore?.parent ?? 'HEAD', signal);
  if (restore) await restoreFiles(state, worktree, restore.tree, signal);
  try {
    await markReady(worktree.gitDir);
  } catch (error) {
    throw fileError(error, worktree.workTree);
  }
}

const checkOut = (state: WorkspacesState, place: Worktree, commit: string, signal: AbortSignal) =>
  runGit(
    state.git,
    {
      args: ['reset', '--hard', '--quiet', '--no-recurse-submodules', commit],
      place,
      settings: [`checkout.workers=${state.checkoutWorkers}`],
    },
    signal,
  );

async function restoreFiles(
  state: WorkspacesState,
  place: Worktree,
  tree: string,
  signal: AbortSignal,
): Promise<void> {
  await runGit(state.git, { args: ['read-tree', '--reset', '-u', tree], place }, signal);
  await settleIndex(state, { place, commit: 'HEAD' }, signal);
}
