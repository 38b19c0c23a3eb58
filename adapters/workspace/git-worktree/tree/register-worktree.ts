import { rm, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { DroverError } from '../../../../src/domain/errors.ts';
import { fileError } from '../git/git-error.ts';
import { runGit } from '../git/run-git.ts';
import type { WorkspacesState } from '../state.ts';
import {
  exists,
  findAdmin,
  isHalfMade,
  kindOf,
  namesIn,
  removeLocks,
  removeNameless,
} from './admin-folder.ts';
import { moveAside, setAside } from './move-aside.ts';
import { removeFolder } from './remove-folder.ts';

/** The worktree that is wanted. */
export interface WorktreePlan {
  readonly mirror: string;
  readonly path: string;
  /** Absent: a detached checkout. */
  readonly branch?: { readonly name: string; readonly isNew: boolean };
  /** Where a branch that does not exist yet starts, or what is checked out. */
  readonly start: string;
}

/**
 * Makes sure that git knows the worktree, without writing its files; answers its admin folder.
 * A worktree that is there is left as it is, one cut short or deleted is made again, and a folder that is in
 * the way is moved aside, never deleted. Call under the mirror's lock.
 */
export async function registerWorktree(
  state: WorkspacesState,
  plan: WorktreePlan,
  signal: AbortSignal,
): Promise<string> {
  try {
    const known = await findAdmin(plan.mirror, plan.path);
    if (known !== undefined && (await isInUse(known, plan.path))) return await reuse(known, plan.path);
    await clear(state, plan, known);
  } catch (error) {
    throw fileError(error, plan.path);
  }
  await addWorktree(state, plan, signal);
  const admin = await findAdmin(plan.mirror, plan.path);
  if (admin !== undefined) return admin;
  throw new DroverError('WORKSPACE_FAILED', `${plan.path}: git made no worktree there`, 'See the log.');
}

/** The checkout of a goal, once it holds anything, belongs to the agent. A link in its place is not the checkout. */
async function isInUse(admin: string, worktree: string): Promise<boolean> {
  if ((await kindOf(worktree)) !== 'folder') return false;
  return !(await isHalfMade(admin)) && (await namesIn(worktree)).length > 0;
}

async function reuse(admin: string, worktree: string): Promise<string> {
  await removeLocks(admin);
  const link = path.join(worktree, '.git');
  if (!(await exists(link))) await writeFile(link, `gitdir: ${admin}\n`);
  return admin;
}

async function clear(state: WorkspacesState, plan: WorktreePlan, known: string | undefined): Promise<void> {
  const kind = await kindOf(plan.path);
  if (kind !== 'folder' && kind !== 'missing') await setAside(state, plan.path);
  if (known === undefined) await moveAside(state, plan.path);
  else {
    await removeFolder(plan.path);
    await rm(known, { recursive: true, force: true });
  }
  await removeNameless(plan.mirror);
}

async function addWorktree(state: WorkspacesState, plan: WorktreePlan, signal: AbortSignal): Promise<void> {
  const { options, at } = whatToCheckOut(plan);
  const args = ['worktree', 'add', '--quiet', '--no-checkout', ...options, '--end-of-options', plan.path, at];
  await runGit(state.git, { args, place: { gitDir: plan.mirror }, about: plan.path }, signal);
}

function whatToCheckOut({ branch, start }: WorktreePlan): {
  readonly options: readonly string[];
  readonly at: string;
} {
  if (branch === undefined) return { options: ['--detach'], at: start };
  return branch.isNew
    ? { options: ['--no-track', '-b', branch.name], at: start }
    : { options: [], at: branch.name };
}
