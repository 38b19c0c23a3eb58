import type { GoalId } from '../../../../src/domain/ids.ts';
import type { KeptTree, WorkspaceInfo } from '../../../../src/ports/workspace.ts';
import { runGit } from '../git/run-git.ts';
import type { WorkspacesState } from '../state.ts';
import { countChanges } from '../work/changes.ts';
import type { Looking } from '../work/changes.ts';
import { openWorktree } from '../work/open-worktree.ts';
import { withSnapshot } from '../work/snapshot.ts';
import type { Snapshot } from '../work/snapshot.ts';
import { changedFiles } from './changed-files.ts';

/** See `Workspaces.snapshot`. The ref is named after its tree: the same state again is the same ref. */
export async function keepTree(
  state: WorkspacesState,
  info: WorkspaceInfo,
  goal: GoalId,
  signal: AbortSignal,
): Promise<KeptTree> {
  const worktree = await openWorktree(state, info);
  const keep = (snapshot: Snapshot) =>
    keepSnapshot({ state, worktree, snapshot }, { goal, baseSha: info.baseSha }, signal);
  return await withSnapshot(state, worktree, keep, signal);
}

/** Everything that is told of the tree is read from that one tree, whatever happens in the worktree meanwhile. */
async function keepSnapshot(
  looking: Looking,
  { goal, baseSha }: { readonly goal: GoalId; readonly baseSha: string },
  signal: AbortSignal,
): Promise<KeptTree> {
  const { state, worktree, snapshot } = looking;
  const { tree } = snapshot;
  const args = ['update-ref', `refs/drover/${goal}/trees/${tree}`, tree];
  await runGit(state.git, { args, place: worktree }, signal);
  return {
    tree,
    changes: await countChanges(looking, baseSha, signal),
    files: await changedFiles(looking, baseSha, signal),
  };
}
