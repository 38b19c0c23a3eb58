import { randomUUID } from 'node:crypto';
import { rm } from 'node:fs/promises';
import path from 'node:path';
import { runGit, tryGit } from '../git/run-git.ts';
import type { GitCommand } from '../git/run-git.ts';
import type { WorkspacesState } from '../state.ts';
import type { Worktree } from '../tree/fill-worktree.ts';
import { pathspecsWithout } from './file-listing.ts';
import type { FileListing } from './file-listing.ts';

/** A worktree seen through an index of drover's own. */
export interface View {
  readonly worktree: Worktree;
  readonly index: string;
}

/** Lends an index file that does not exist yet, and removes it in the end. */
export async function withOwnIndex<T>(worktree: Worktree, work: (view: View) => Promise<T>): Promise<T> {
  const index = path.join(worktree.gitDir, `drover-${randomUUID()}.index`);
  try {
    return await work({ worktree, index });
  } finally {
    await rm(index, { force: true });
    await rm(`${index}.lock`, { force: true });
  }
}

/** Makes the index as HEAD is; an empty one where HEAD has no commit. */
export async function readHeadIndex(
  state: WorkspacesState,
  { worktree, index }: View,
  signal: AbortSignal,
): Promise<void> {
  const call = { place: worktree, index };
  const read = await tryGit(state.git, { ...call, args: ['read-tree', 'HEAD'] }, signal);
  if (!read.ok) await runGit(state.git, { ...call, args: ['read-tree', '--empty'] }, signal);
}

/** The call whose output `parseFileListing` reads. git only warns of folders that it may not read. */
export const listing = ({ worktree, index }: View): GitCommand => ({
  args: ['ls-files', '-v', '-z', '--cached', '--others', '--exclude-standard'],
  place: worktree,
  index,
});

/** Brings all files that are tracked or not ignored into the index as they stand; git cannot save nested repositories. */
export async function addFiles(
  state: WorkspacesState,
  { worktree, index }: View,
  { nested }: FileListing,
  signal: AbortSignal,
): Promise<void> {
  if (nested.length > 0) {
    state.logger.warn({ worktree: worktree.workTree, nested }, 'left out nested repositories');
  }
  const args = ['add', '--all', '--pathspec-from-file=-', '--pathspec-file-nul'];
  await runGit(state.git, { args, place: worktree, index, input: pathspecsWithout(nested) }, signal);
}

export const writeTree = async (
  state: WorkspacesState,
  { worktree, index }: View,
  signal: AbortSignal,
): Promise<string> =>
  (await runGit(state.git, { args: ['write-tree'], place: worktree, index }, signal)).trim();
