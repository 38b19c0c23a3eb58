import { rm } from 'node:fs/promises';
import { DroverError } from '../../../../src/domain/errors.ts';
import type { StoredWork } from '../../../../src/ports/workspace.ts';
import { fileError } from '../git/git-error.ts';
import { runGit } from '../git/run-git.ts';
import { restoreConfig } from '../mirror/ensure-mirror.ts';
import { withLock } from '../mirror/locks.ts';
import { worktreePath } from '../mirror/mirror-path.ts';
import type { WorkspacesState } from '../state.ts';
import { findAdmin } from '../tree/admin-folder.ts';
import { recordFile } from '../tree/goal-record.ts';
import { findMarked } from './goal-folders.ts';
import { branchesOf, isSavedWork, ownRefs } from './goal-ref-names.ts';

/**
 * See `Workspaces.removeRefs`. Without `branch` the base and what was pushed stay: the goal can go on with its branch. With
 * it nothing of the goal stays, its record last, so that a try that was cut short is found again.
 */
export async function removeRefs(
  state: WorkspacesState,
  { goal }: StoredWork,
  { branch }: { readonly branch: boolean },
  signal: AbortSignal,
): Promise<void> {
  signal.throwIfAborted();
  const mirror = (await findMarked(state.home, goal))?.mirror;
  if (mirror === undefined) return;
  const remove = () => removeFrom(state, { goal, mirror, branch }, signal);
  await withLock(state.locks, mirror, remove, signal);
}

interface Removal {
  readonly goal: StoredWork['goal'];
  readonly mirror: string;
  readonly branch: boolean;
}

async function removeFrom(
  state: WorkspacesState,
  { goal, mirror, branch }: Removal,
  signal: AbortSignal,
): Promise<void> {
  await restoreConfig(mirror);
  const own = await ownRefs(state, { goal, mirror }, signal);
  if (branch) await mustBeGone(mirror, worktreePath(state.home, goal));
  const names = branch
    ? [...own, ...(await branchesOf(state, { goal, mirror }, signal))]
    : own.filter(isSavedWork);
  const input = names.map((name) => `option no-deref\ndelete ${name}\n`).join('');
  const args = ['update-ref', '--stdin'];
  if (input !== '') await runGit(state.git, { args, place: { gitDir: mirror }, input }, signal);
  if (!branch) return;
  const file = recordFile(mirror, goal);
  await rm(file, { force: true }).catch((error: unknown) => {
    throw fileError(error, file);
  });
}

/** A checkout whose branch was deleted could not be told from one without any commit. */
async function mustBeGone(mirror: string, worktree: string): Promise<void> {
  if ((await findAdmin(mirror, worktree)) === undefined) return;
  throw new DroverError(
    'WORKSPACE_FAILED',
    `${worktree}: the worktree still stands, so its branch is kept`,
    'It bears no mark of drover, or was not removed yet: look at it, and remove it by hand.',
  );
}
