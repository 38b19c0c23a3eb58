import { rm } from 'node:fs/promises';
import type { GoalId } from '../../../../src/domain/ids.ts';
import type { WorkspaceRequest } from '../../../../src/ports/workspace.ts';
import { fileError } from '../git/git-error.ts';
import { ensureMirror } from '../mirror/ensure-mirror.ts';
import { withLock } from '../mirror/locks.ts';
import { baselinePath, mirrorPath } from '../mirror/mirror-path.ts';
import type { WorkspacesState } from '../state.ts';
import { findPlace } from './admin-folder.ts';
import { fillWorktree } from './fill-worktree.ts';
import { registerWorktree } from './register-worktree.ts';
import { removeFolder } from './remove-folder.ts';

/** A fresh detached checkout; what an earlier run left there is removed first, because it would colour the result. */
export async function prepareBaseline(
  state: WorkspacesState,
  request: WorkspaceRequest,
  baseSha: string,
  signal: AbortSignal,
): Promise<{ path: string }> {
  const mirror = mirrorPath(state.home, request.project);
  const path = baselinePath(state.home, request.goal);
  await removeBaseline(state, request.goal, signal);
  const register = async (): Promise<string> => {
    await ensureMirror(state.git, mirror, signal);
    return await registerWorktree(state, { mirror, path, start: baseSha }, signal);
  };
  const admin = await withLock(state.locks, mirror, register, signal);
  await fillWorktree(state, { gitDir: admin, workTree: path }, undefined, signal);
  return { path };
}

/** Removes it with its registration; nothing there is fine. */
export async function removeBaseline(
  state: WorkspacesState,
  goal: GoalId,
  signal: AbortSignal,
): Promise<void> {
  signal.throwIfAborted();
  const path = baselinePath(state.home, goal);
  try {
    const place = await findPlace(state.home, path);
    await removeFolder(path);
    if (place) await rm(place.admin, { recursive: true, force: true });
  } catch (error) {
    throw fileError(error, path);
  }
}
