import type { GoalId } from '../../../../src/domain/ids.ts';
import type { WorkspaceInfo } from '../../../../src/ports/workspace.ts';
import { resolveObjects } from '../git/resolve-objects.ts';
import { runGit } from '../git/run-git.ts';
import type { WorkspacesState } from '../state.ts';
import type { Worktree } from '../tree/fill-worktree.ts';
import { checkpointRef, restoredRef } from '../tree/goal-refs.ts';
import { commitTree, ownIdentity } from './commit-tree.ts';
import { openWorktree } from './open-worktree.ts';
import { positionParents, samePosition } from './position.ts';
import { withSnapshot } from './snapshot.ts';
import type { Snapshot } from './snapshot.ts';

/**
 * See `Workspaces.checkpoint`. A repeat of the same state answers the same commit; of a changed one, saves that.
 * Its parents say where the checkout and the goal's branch were.
 */
export async function checkpoint(
  state: WorkspacesState,
  info: WorkspaceInfo,
  which: { readonly goal: GoalId; readonly number: number },
  signal: AbortSignal,
): Promise<{ sha: string }> {
  const worktree = await openWorktree(state, info);
  const refs = {
    branch: `refs/heads/${info.branch}`,
    checkpoint: checkpointRef(which.goal, which.number),
    restored: restoredRef(which.goal),
  };
  const save = ({ tree }: Snapshot) => saveTree(state, worktree, { refs, tree }, signal);
  return await withSnapshot(state, worktree, save, signal);
}

interface Saving {
  readonly refs: { readonly branch: string; readonly checkpoint: string; readonly restored: string };
  readonly tree: string;
}

async function saveTree(
  { git }: WorkspacesState,
  worktree: Worktree,
  { refs, tree }: Saving,
  signal: AbortSignal,
): Promise<{ sha: string }> {
  const ref = refs.checkpoint;
  const saved = [ref, `${ref}^{tree}`, `${ref}^1`, `${ref}^2`];
  const names = ['HEAD^{commit}', refs.branch, refs.restored, ...saved];
  const [head, tip, restored, old, oldTree, ...oldParents] = await resolveObjects(
    git,
    worktree,
    names,
    signal,
  );
  const parents = positionParents({ head, tip });
  const isSame = oldTree === tree && samePosition(parents, oldParents);
  if (old !== undefined && isSame && restored === undefined) return { sha: old };
  const message = `checkpoint ${ref.slice('refs/drover/'.length)}\n`;
  const sha = await commitTree(git, worktree, { tree, parents, message, by: ownIdentity }, signal);
  const forget = restored === undefined ? '' : `delete ${refs.restored}\n`;
  const input = `update ${ref} ${sha}\n${forget}`;
  await runGit(git, { args: ['update-ref', '--stdin'], place: worktree, input }, signal);
  return { sha };
}
