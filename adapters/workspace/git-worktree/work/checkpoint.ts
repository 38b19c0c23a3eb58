import type { GoalId } from '../../../../src/domain/ids.ts';
import type { WorkspaceInfo } from '../../../../src/ports/workspace.ts';
import { resolveObjects } from '../git/resolve-objects.ts';
import { runGit } from '../git/run-git.ts';
import type { WorkspacesState } from '../state.ts';
import type { Worktree } from '../tree/fill-worktree.ts';
import { checkpointRef } from '../tree/goal-refs.ts';
import { commitTree } from './commit-tree.ts';
import { openWorktree } from './open-worktree.ts';
import { withSnapshot } from './snapshot.ts';

const drover = { name: 'drover', email: 'drover@localhost' };

/** See `Workspaces.checkpoint`. A repeat of the same state answers the same commit; of a changed one, saves that. */
export async function checkpoint(
  state: WorkspacesState,
  info: WorkspaceInfo,
  which: { readonly goal: GoalId; readonly number: number },
  signal: AbortSignal,
): Promise<{ sha: string }> {
  const worktree = await openWorktree(state, info);
  const ref = checkpointRef(which.goal, which.number);
  return await withSnapshot(
    state,
    worktree,
    ({ tree }) => save(state, worktree, { ref, tree }, signal),
    signal,
  );
}

async function save(
  { git }: WorkspacesState,
  worktree: Worktree,
  { ref, tree }: { readonly ref: string; readonly tree: string },
  signal: AbortSignal,
): Promise<{ sha: string }> {
  const names = ['HEAD^{commit}', ref, `${ref}^{tree}`, `${ref}^1`];
  const [head, saved, savedTree, savedParent] = await resolveObjects(git, worktree, names, signal);
  if (saved !== undefined && savedTree === tree && savedParent === head) return { sha: saved };
  const parents = head === undefined ? [] : [head];
  const message = `checkpoint ${ref.slice('refs/drover/'.length)}\n`;
  const sha = await commitTree(git, worktree, { tree, parents, message, by: drover }, signal);
  await runGit(git, { args: ['update-ref', ref, sha], place: worktree }, signal);
  return { sha };
}
