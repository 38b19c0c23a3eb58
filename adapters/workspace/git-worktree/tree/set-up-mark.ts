import { writeFile } from 'node:fs/promises';
import path from 'node:path';
import type { WorkspaceInfo } from '../../../../src/ports/workspace.ts';
import { fileError } from '../git/git-error.ts';
import type { WorkspacesState } from '../state.ts';
import { openWorktree } from '../work/open-worktree.ts';
import { readText } from './admin-folder.ts';

/** Stands in the worktree's admin folder, so it goes when the worktree is made again. It holds the command. */
const markFile = async (state: WorkspacesState, info: WorkspaceInfo): Promise<string> =>
  path.join((await openWorktree(state, info)).gitDir, 'drover-set-up');

/** See `Workspaces.isSetUp`. */
export async function isSetUp(
  state: WorkspacesState,
  info: WorkspaceInfo,
  command: string,
  signal: AbortSignal,
): Promise<boolean> {
  signal.throwIfAborted();
  return (await readText(await markFile(state, info))) === command;
}

/** See `Workspaces.markSetUp`. A mark that was cut short is another command's, and the next try sets up again. */
export async function markSetUp(
  state: WorkspacesState,
  info: WorkspaceInfo,
  command: string,
  signal: AbortSignal,
): Promise<void> {
  signal.throwIfAborted();
  const file = await markFile(state, info);
  try {
    await writeFile(file, command, { mode: 0o600 });
  } catch (error) {
    throw fileError(error, info.path);
  }
}
