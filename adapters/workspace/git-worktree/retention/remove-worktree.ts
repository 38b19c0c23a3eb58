import { rename, rm } from 'node:fs/promises';
import type { StoredWork } from '../../../../src/ports/workspace.ts';
import { fileError } from '../git/git-error.ts';
import { restoreConfig } from '../mirror/ensure-mirror.ts';
import { withLock } from '../mirror/locks.ts';
import { baselinePath, worktreePath } from '../mirror/mirror-path.ts';
import type { WorkspacesState } from '../state.ts';
import { findAdmin, kindOf } from '../tree/admin-folder.ts';
import { removeBaseline } from '../tree/baseline.ts';
import { removeFolder } from '../tree/remove-folder.ts';
import { diskUsage } from './disk-usage.ts';
import { findMarked, goalFolders, keptFolders, removedPath } from './goal-folders.ts';
import type { GoalFolders, MarkedGoal } from './goal-folders.ts';
import { saveLast } from './save-last.ts';

/**
 * See `Workspaces.removeWorktree`. What stands in the worktree is saved under a ref first, so that the goal can go on
 * from it; only what git ignores is lost. The marks are looked at again: what an inventory said may be old.
 */
export async function removeWorktree(
  state: WorkspacesState,
  { goal }: StoredWork,
  signal: AbortSignal,
): Promise<{ bytes: number }> {
  signal.throwIfAborted();
  try {
    const marked = await findMarked(state.home, goal);
    if (marked === undefined) return { bytes: 0 };
    const folders = await goalFolders(state.home, marked, await keptFolders(state.home));
    const bytes = await bytesOf(state, folders, signal);
    if (folders.worktree !== undefined) await saveLast(state, marked, signal);
    await withLock(state.locks, marked.mirror, () => detach(state, marked, folders), signal);
    await removeFolders(state, marked, folders, signal);
    return { bytes };
  } catch (error) {
    signal.throwIfAborted();
    throw fileError(error, worktreePath(state.home, goal));
  }
}

async function bytesOf(
  state: WorkspacesState,
  { worktree, kept }: GoalFolders,
  signal: AbortSignal,
): Promise<number> {
  const folders = worktree === undefined ? kept : [worktree, ...kept];
  const sizes = await diskUsage(state, folders, signal);
  return [...sizes.values()].reduce((sum, bytes) => sum + bytes, 0);
}

/**
 * In one step the worktree is gone for whoever prepares the goal again; a removal cut short never looks like work. What git
 * knows of one goes with it, also when somebody else had removed the folder; with one that bears no mark it stays.
 */
async function detach(
  { home }: WorkspacesState,
  { goal, mirror }: MarkedGoal,
  { worktree }: GoalFolders,
): Promise<void> {
  const place = worktreePath(home, goal);
  if (worktree !== undefined) {
    await removeThing(removedPath(home, goal));
    await rename(worktree, removedPath(home, goal));
  }
  if ((await kindOf(place)) === 'folder') return;
  const admin = await findAdmin(mirror, place);
  if (admin !== undefined) await rm(admin, { recursive: true, force: true });
  await restoreConfig(mirror);
}

async function removeFolders(
  state: WorkspacesState,
  { goal }: MarkedGoal,
  { kept }: GoalFolders,
  signal: AbortSignal,
): Promise<void> {
  await removeBaseline(state, goal, signal);
  const baseline = baselinePath(state.home, goal);
  for (const folder of [...kept, removedPath(state.home, goal)])
    if (folder !== baseline) await removeThing(folder);
}

/** A link goes, and what it leads to stays. */
async function removeThing(thing: string): Promise<void> {
  if ((await kindOf(thing)) === 'folder') await removeFolder(thing);
  else await rm(thing, { force: true });
}
