import type { DiffStat } from '../../../../src/domain/turn.ts';
import type { WorkspaceInfo } from '../../../../src/ports/workspace.ts';
import { runGit, tryGit } from '../git/run-git.ts';
import type { WorkspacesState } from '../state.ts';
import type { Worktree } from '../tree/fill-worktree.ts';
import { sumNumstat } from './numstat.ts';
import { openWorktree } from './open-worktree.ts';
import { withSnapshot } from './snapshot.ts';
import type { Snapshot } from './snapshot.ts';

/** Settings of people and attributes of the repository start no program here. */
export const diffOptions = ['-r', '-M', '--no-ext-diff', '--no-textconv', '--no-color'];

/** See `Workspaces.changes`. */
export async function changes(
  state: WorkspacesState,
  info: WorkspaceInfo,
  signal: AbortSignal,
): Promise<DiffStat> {
  const worktree = await openWorktree(state, info);
  const count = (snapshot: Snapshot) => countChanges({ state, worktree, snapshot }, info.baseSha, signal);
  return await withSnapshot(state, worktree, count, signal);
}

/** A snapshot that is being looked at. */
export interface Looking {
  readonly state: WorkspacesState;
  readonly worktree: Worktree;
  readonly snapshot: Snapshot;
}

/** What has changed since base, as numbers. */
export async function countChanges(
  { state, worktree, snapshot }: Looking,
  baseSha: string,
  signal: AbortSignal,
): Promise<DiffStat> {
  const commits = await countCommits(state, worktree, baseSha, signal);
  const args = ['diff-tree', ...diffOptions, '--numstat', '-z', baseSha, snapshot.tree];
  const sum = sumNumstat(await runGit(state.git, { args, place: worktree }, signal));
  return { ...sum, untracked: snapshot.untracked.length, commits };
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
