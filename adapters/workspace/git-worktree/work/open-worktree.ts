import { DroverError } from '../../../../src/domain/errors.ts';
import type { WorkspaceInfo } from '../../../../src/ports/workspace.ts';
import { restoreConfig } from '../mirror/ensure-mirror.ts';
import type { WorkspacesState } from '../state.ts';
import { findPlace, kindOf } from '../tree/admin-folder.ts';
import type { Worktree } from '../tree/fill-worktree.ts';

/**
 * The worktree of a goal, for a call of drover's own: found by its path, the mirror's configuration restored. A link in its
 * place is none: what it leads to is not the goal's.
 */
export async function openWorktree(state: WorkspacesState, info: WorkspaceInfo): Promise<Worktree> {
  const place = (await kindOf(info.path)) === 'folder' ? await findPlace(state.home, info.path) : undefined;
  if (place === undefined) {
    throw new DroverError(
      'WORKSPACE_GONE',
      `${info.path}: the worktree is gone`,
      `Its branch ${info.branch} and its checkpoints are kept; continuing the goal makes it again.`,
    );
  }
  await restoreConfig(place.mirror);
  return { gitDir: place.admin, workTree: info.path };
}
