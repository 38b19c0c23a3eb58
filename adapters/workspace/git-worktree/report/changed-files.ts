import type { ChangedFile, WorkspaceInfo } from '../../../../src/ports/workspace.ts';
import { resolveObjects } from '../git/resolve-objects.ts';
import { runGit } from '../git/run-git.ts';
import type { WorkspacesState } from '../state.ts';
import type { Worktree } from '../tree/fill-worktree.ts';
import { openWorktree } from '../work/open-worktree.ts';
import { withSnapshot } from '../work/snapshot.ts';
import type { Snapshot } from '../work/snapshot.ts';
import { parseRawDiff } from './raw-diff.ts';
import type { RawChange } from './raw-diff.ts';

/** See `Workspaces.changedFiles`. */
export async function changedFiles(
  state: WorkspacesState,
  info: WorkspaceInfo,
  signal: AbortSignal,
): Promise<readonly ChangedFile[]> {
  const worktree = await openWorktree(state, info);
  const look = (snapshot: Snapshot) => describe({ state, worktree, snapshot }, info.baseSha, signal);
  return await withSnapshot(state, worktree, look, signal);
}

interface Looking {
  readonly state: WorkspacesState;
  readonly worktree: Worktree;
  readonly snapshot: Snapshot;
}

async function describe(
  looking: Looking,
  baseSha: string,
  signal: AbortSignal,
): Promise<readonly ChangedFile[]> {
  const { state, worktree, snapshot } = looking;
  const [head] = await resolveObjects(state.git, worktree, ['HEAD^{tree}'], signal);
  const untracked = new Set(snapshot.untracked);
  const open = head === undefined ? undefined : await pathsSince(looking, head, signal);
  const standingOf = (path: string): ChangedFile['standing'] => {
    if (untracked.has(path)) return 'untracked';
    return open === undefined || open.has(path) ? 'uncommitted' : 'committed';
  };
  const found = await changesSince(looking, baseSha, signal);
  return found.map((change) => ({ ...change, standing: standingOf(change.path) }));
}

const pathsSince = async (
  looking: Looking,
  from: string,
  signal: AbortSignal,
): Promise<ReadonlySet<string>> =>
  new Set((await changesSince(looking, from, signal)).map(({ path }) => path));

/** A rename is two changes: a rule about a path holds for the old place and for the new one. */
async function changesSince(
  { state, worktree, snapshot }: Looking,
  from: string,
  signal: AbortSignal,
): Promise<readonly RawChange[]> {
  const args = ['diff-tree', '-r', '-z', '--raw', '--no-renames', '--end-of-options', from, snapshot.tree];
  return parseRawDiff(await runGit(state.git, { args, place: worktree }, signal));
}
