import type { GoalId } from '../../../../src/domain/ids.ts';
import { DroverError } from '../../../../src/domain/errors.ts';
import type { RestorePoint, WorkspaceInfo } from '../../../../src/ports/workspace.ts';
import { fileError } from '../git/git-error.ts';
import type { WorkspacesState } from '../state.ts';
import { withOwnIndex } from '../work/own-index.ts';
import { differences } from './files/differences.ts';
import { findTarget } from './find-target.ts';
import { keepStanding } from './keep-standing.ts';
import { clearOperations } from './operations.ts';
import { reopenWorktree } from './reopen-worktree.ts';
import type { Restoring } from './restoring.ts';
import { settle } from './settle.ts';
import { seeStanding } from './standing.ts';
import { writeTarget } from './files/write-target.ts';

/** One round writes the files; one more removes what only the restored ignore rules reveal. */
const mostRounds = 4;

/**
 * See `Workspaces.restore`. What stands in the worktree, also as a deleted one was re-created, is kept first, under
 * `refs/drover/<goal>/before-restore-<n>`: before anything is removed, so that a try that was cut short loses nothing.
 * Every try compares what stands with what should, which makes it end the same wherever an earlier one ended.
 *
 * Ignored files stay, by the ignore rules that are restored; one that stands where the target has a file is kept
 * and overwritten. Repositories inside the worktree and checkouts of submodules stay as well; where the target has
 * files in their place they are moved out, beside the worktree. Of a file's mode git knows the executable bit,
 * of a file that `.gitattributes` converts the converted form, and of an empty folder nothing.
 */
export async function restore(
  state: WorkspacesState,
  info: WorkspaceInfo,
  { goal, to }: { readonly goal: GoalId; readonly to: RestorePoint },
  signal: AbortSignal,
): Promise<void> {
  signal.throwIfAborted();
  try {
    const worktree = await reopenWorktree(state, info, goal, signal);
    const target = await findTarget(state.git, worktree, { info, to }, signal);
    await withOwnIndex(worktree, (view) => putRight({ state, info, goal, target, view }, signal));
  } catch (error) {
    signal.throwIfAborted();
    throw fileError(error, info.path);
  }
}

async function putRight(restoring: Restoring, signal: AbortSignal): Promise<void> {
  for (let round = 1; ; round += 1) {
    const standing = await seeStanding(restoring, round, signal);
    const change = await differences(restoring, standing.tree, signal);
    if (change.paths === 0 && (round > 1 || standing.isSettled)) break;
    // Files that git would commit in another form than they were saved in (line endings) look changed for ever.
    if (round > 2 && change.onlyContents) break;
    if (round === mostRounds) throw notRestored(restoring, change.paths);
    await keepStanding(restoring, standing, signal);
    await clearOperations(restoring.view.worktree);
    await writeTarget(restoring, { inTheWay: standing.inTheWay, round, change }, signal);
  }
  await settle(restoring, signal);
}

const notRestored = ({ info, target }: Restoring, paths: number): DroverError =>
  new DroverError(
    'WORKSPACE_FAILED',
    `${info.path}: ${paths} files are still not as in ${target.name}`,
    'Something writes there, or does not let drover write. End it, then roll back again; what stood there is kept.',
  );
