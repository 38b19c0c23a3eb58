import type { GoalId } from '../../../../src/domain/ids.ts';
import type { WorkspaceInfo } from '../../../../src/ports/workspace.ts';
import { runGit } from '../git/run-git.ts';
import type { WorkspacesState } from '../state.ts';
import { openWorktree } from '../work/open-worktree.ts';
import { withSnapshot } from '../work/snapshot.ts';

/** See `Workspaces.snapshot`. The ref is named after its tree: the same state again is the same ref. */
export async function keepTree(
  state: WorkspacesState,
  info: WorkspaceInfo,
  goal: GoalId,
  signal: AbortSignal,
): Promise<{ tree: string }> {
  const worktree = await openWorktree(state, info);
  return await withSnapshot(
    state,
    worktree,
    async ({ tree }) => {
      const args = ['update-ref', `refs/drover/${goal}/trees/${tree}`, tree];
      await runGit(state.git, { args, place: worktree }, signal);
      return { tree };
    },
    signal,
  );
}
