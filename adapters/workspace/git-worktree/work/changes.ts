import type { DiffStat } from '../../../../src/domain/turn.ts';
import type { WorkspaceInfo } from '../../../../src/ports/workspace.ts';
import { runGit, tryGit } from '../git/run-git.ts';
import type { WorkspacesState } from '../state.ts';
import type { Worktree } from '../tree/fill-worktree.ts';
import { sumNumstat } from './numstat.ts';
import { openWorktree } from './open-worktree.ts';
import { withSnapshot } from './snapshot.ts';

/** Settings of people and attributes of the repository start no program here. */
export const diffOptions = ['-r', '-M', '--no-ext-diff', '--no-textconv', '--no-color'];

/** See `Workspaces.changes`. */
export async function changes(
  state: WorkspacesState,
  info: WorkspaceInfo,
  signal: AbortSignal,
): Promise<DiffStat> {
  const worktree = await openWorktree(state, info);
  const commits = await countCommits(state, worktree, info.baseSha, signal);
  return await withSnapshot(
    state,
    worktree,
    async ({ tree, untracked }) => {
      const args = ['diff-tree', ...diffOptions, '--numstat', '-z', info.baseSha, tree];
      return {
        ...sumNumstat(await runGit(state.git, { args, place: worktree }, signal)),
        untracked: untracked.length,
        commits,
      };
    },
    signal,
  );
}

/** 0 where HEAD has no commit at all. */
async function countCommits(
  state: WorkspacesState,
  place: Worktree,
  baseSha: string,
  signal: AbortSignal,
): Promise<number> {
  const args = ['rev-list', '--count', `${baseSha}..HEAD`, '--'];
  const counted = await tryGit(state.git, { args, place }, signal);
  return counted.ok ? Number(counted.stdout) : 0;
}
