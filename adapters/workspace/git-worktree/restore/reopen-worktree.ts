import { rename, rm, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { DroverError } from '../../../../src/domain/errors.ts';
import type { WorkspaceInfo } from '../../../../src/ports/workspace.ts';
import { ensureMirror } from '../mirror/ensure-mirror.ts';
import { withLock } from '../mirror/locks.ts';
import { isWholeHead } from '../mirror/mirror-config.ts';
import type { WorkspacesState } from '../state.ts';
import { findPlace, kindOf, readText } from '../tree/admin-folder.ts';
import { enterWorktree } from '../tree/enter-worktree.ts';
import type { Entered } from '../tree/enter-worktree.ts';
import { fillWorktree } from '../tree/fill-worktree.ts';
import type { Worktree } from '../tree/fill-worktree.ts';
import { findRecord } from '../tree/goal-record.ts';
import { readGoalRefs } from '../tree/goal-refs.ts';
import { moveOut, setAside } from '../tree/move-aside.ts';
import { allow } from './files/insist.ts';

/** The worktree of a goal; made again as `prepare` does when it is gone, and connected again where the agent cut it off. */
export async function reopenWorktree(
  state: WorkspacesState,
  info: WorkspaceInfo,
  goal: string,
  signal: AbortSignal,
): Promise<Worktree> {
  const mirror = await findMirror(state, info, goal);
  const kind = await kindOf(info.path);
  if (kind === 'folder') await allow(info.path, 0o700);
  else if (kind !== 'missing') await setAside(state, info.path);
  const enter = () => register(state, { mirror, info, goal }, signal);
  const { admin, saved } = await withLock(state.locks, mirror, enter, signal);
  const worktree = { gitDir: admin, workTree: info.path };
  await connect(state, worktree, info.branch);
  await fillWorktree(state, worktree, saved, signal);
  return worktree;
}

async function findMirror(state: WorkspacesState, info: WorkspaceInfo, goal: string): Promise<string> {
  const mirror = (await findPlace(state.home, info.path))?.mirror ?? (await findRecord(state.home, goal));
  if (mirror !== undefined) return mirror;
  throw new DroverError(
    'WORKSPACE_FAILED',
    `${info.path}: the repository that holds the checkpoints of ${goal} is gone from ${state.home}`,
    'Give the goal anew.',
  );
}

async function register(
  state: WorkspacesState,
  { mirror, info, goal }: { readonly mirror: string; readonly info: WorkspaceInfo; readonly goal: string },
  signal: AbortSignal,
): Promise<Entered> {
  await ensureMirror(state.git, mirror, signal);
  const refs = await readGoalRefs(state.git, mirror, { id: goal, branch: info.branch }, signal);
  const place = { mirror, path: info.path, branch: info.branch, baseSha: info.baseSha };
  return await enterWorktree(state, place, refs, signal);
}

/** The agent's git finds the checkout through `.git`, drover's through HEAD; either may have been replaced or emptied. */
async function connect(
  state: WorkspacesState,
  { gitDir, workTree }: Worktree,
  branch: string,
): Promise<void> {
  const link = path.join(workTree, '.git');
  const kind = await kindOf(link);
  if (kind === 'folder') await moveOut(state, workTree, ['.git']);
  const right = `gitdir: ${gitDir}\n`;
  if (kind !== 'file' || (await readText(link)) !== right) {
    await rm(link, { force: true });
    await writeFile(link, right);
  }
  const head = path.join(gitDir, 'HEAD');
  if (isWholeHead((await readText(head)) ?? '')) return;
  await writeFile(`${head}.drover`, `ref: refs/heads/${branch}\n`);
  await rename(`${head}.drover`, head);
}
