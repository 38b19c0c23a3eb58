import { runGit } from '../git/run-git.ts';
import { restoreConfig } from '../mirror/ensure-mirror.ts';
import { mirrorPath } from '../mirror/mirror-path.ts';
import type { WorkspacesState } from '../state.ts';
import { kindOf } from '../tree/admin-folder.ts';

/**
 * See `Workspaces.tidy`. What a worktree, its index or a ref holds stays, and whatever was written lately: git may be in
 * the middle of something. One thread, so that agents keep the machine.
 */
export async function tidy(state: WorkspacesState, project: string, signal: AbortSignal): Promise<void> {
  signal.throwIfAborted();
  const mirror = mirrorPath(state.home, project);
  if ((await kindOf(mirror)) !== 'folder') return;
  await restoreConfig(mirror);
  const args = ['gc', '--quiet', '--prune=2.weeks.ago'];
  await runGit(state.git, { args, place: { gitDir: mirror }, settings: ['pack.threads=1'] }, signal);
}
