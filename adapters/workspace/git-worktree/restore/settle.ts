import { rename, rm } from 'node:fs/promises';
import path from 'node:path';
import { runGit, tryGit } from '../git/run-git.ts';
import { restoredRef } from '../tree/goal-refs.ts';
import { settleIndex } from '../tree/settle-index.ts';
import { commitTree, ownIdentity } from '../work/commit-tree.ts';
import type { Restoring } from './restoring.ts';

/** With the files in place: the goal's branch at its position, HEAD on it, the index as committed there. */
export async function settle(restoring: Restoring, signal: AbortSignal): Promise<void> {
  const { state, info, target, view } = restoring;
  const { worktree, index } = view;
  await moveBranch(restoring, signal);
  const args = ['symbolic-ref', 'HEAD', `refs/heads/${info.branch}`];
  await runGit(state.git, { args, place: worktree }, signal);
  await settleIndex(state, { place: worktree, index, commit: target.position }, signal);
  await rename(index, path.join(worktree.gitDir, 'index'));
}

/**
 * Moves the branch, and says in the same breath that this is now the newest state: else a worktree deleted before
 * the next checkpoint would be made again from one that was made before the return. The branch itself is written, never one
 * that it was made to point to.
 */
async function moveBranch(restoring: Restoring, signal: AbortSignal): Promise<void> {
  const { state, info, goal, target, view } = restoring;
  const message = `${goal} was returned to ${target.name}\n`;
  const save = { tree: target.tree, parents: [target.position], message, by: ownIdentity };
  const restored = await commitTree(state.git, view.worktree, save, signal);
  const branch = `refs/heads/${info.branch}`;
  const input = `option no-deref\nupdate ${branch} ${target.position}\nupdate ${restoredRef(goal)} ${restored}\n`;
  const command = { args: ['update-ref', '--stdin'], place: view.worktree, input };
  const moved = await tryGit(state.git, command, signal);
  if (moved.ok) return;
  if (!/reference broken/i.test(moved.stderr)) throw moved.error();
  // A machine that lost power leaves an empty file in the place of a ref; git neither reads nor replaces it.
  await rm(path.join(path.dirname(path.dirname(view.worktree.gitDir)), branch), { force: true });
  await runGit(state.git, command, signal);
}
