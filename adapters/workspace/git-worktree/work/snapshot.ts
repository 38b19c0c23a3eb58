import { copyFile, lstat, stat, utimes } from 'node:fs/promises';
import path from 'node:path';
import { DroverError, toError } from '../../../../src/domain/errors.ts';
import { fileError } from '../git/git-error.ts';
import { runGit } from '../git/run-git.ts';
import type { WorkspacesState } from '../state.ts';
import type { Worktree } from '../tree/fill-worktree.ts';
import { parseFileListing } from './file-listing.ts';
import type { FileListing } from './file-listing.ts';
import { addFiles, listing, readHeadIndex, withOwnIndex, writeTree } from './own-index.ts';
import type { View } from './own-index.ts';

/** The files of a worktree as a tree object. */
export interface Snapshot {
  readonly tree: string;
  /** Files that git does not know yet, by name. */
  readonly untracked: readonly string[];
  /** The index the tree was written from; gone when the work is over. */
  readonly index: string;
}

/** A worktree in which an agent is at work may change under the hands of git. */
const attempts = 10;
const pauseMs = 20;

/**
 * Writes tracked and untracked files, without ignored ones, as a tree and hands it to `work`. Everything happens
 * in a copy of the index: branch, HEAD and the agent's index stay as they are.
 */
export async function withSnapshot<T>(
  state: WorkspacesState,
  worktree: Worktree,
  work: (snapshot: Snapshot) => Promise<T>,
  signal: AbortSignal,
): Promise<T> {
  return await withOwnIndex(worktree, async (view) => work(await takeSnapshot(state, view, signal)));
}

async function takeSnapshot(state: WorkspacesState, view: View, signal: AbortSignal): Promise<Snapshot> {
  for (let attempt = 1; ; attempt += 1) {
    try {
      return await writeSnapshot(state, view, signal);
    } catch (error) {
      if (attempt === attempts || !isFleeting(error)) throw error;
      await state.git.clock.sleep(attempt * pauseMs, signal);
    }
  }
}

/** Files that came or went between two looks of git. */
const isFleeting = (error: unknown): boolean =>
  error instanceof DroverError &&
  /unable to (stat|index)|no such file|short read|file changed/i.test(toError(error.cause).message);

async function writeSnapshot(state: WorkspacesState, view: View, signal: AbortSignal): Promise<Snapshot> {
  await copyIndex(state, view, signal);
  const files = parseFileListing(await runGit(state.git, listing(view), signal));
  await lookAgain(state, view, files, signal);
  await addFiles(state, view, files, signal);
  const tree = await writeTree(state, view, signal);
  return { tree, untracked: files.untracked, index: view.index };
}

/**
 * The agent's index is the start, because it knows which files are unchanged. Its time is rounded down: git takes
 * a file changed in the same moment for changed then.
 */
async function copyIndex(
  state: WorkspacesState,
  { worktree, index }: View,
  signal: AbortSignal,
): Promise<void> {
  const own = path.join(worktree.gitDir, 'index');
  try {
    const { mtimeMs } = await stat(own);
    await copyFile(own, index);
    await utimes(index, Math.floor(mtimeMs) / 1000, Math.floor(mtimeMs) / 1000);
  } catch (error) {
    const failure: Error & { code?: string } = toError(error);
    if (failure.code !== 'ENOENT') throw fileError(error, worktree.workTree);
    await readHeadIndex(state, { worktree, index }, signal);
  }
}

/** Changes may not be hidden from drover by telling git to overlook a file. Files that a sparse checkout left out stay out. */
async function lookAgain(
  state: WorkspacesState,
  { worktree, index }: View,
  { assumed, skipped }: FileListing,
  signal: AbortSignal,
): Promise<void> {
  const present = await Promise.all(skipped.map((name) => isThere(path.join(worktree.workTree, name))));
  const update = async (flag: string, names: readonly string[]): Promise<void> => {
    if (names.length === 0) return;
    const args = ['update-index', flag, '-z', '--stdin'];
    await runGit(state.git, { args, place: worktree, index, input: names.join('\0') }, signal);
  };
  await update('--no-assume-unchanged', assumed);
  await update(
    '--no-skip-worktree',
    skipped.filter((_, position) => present[position]),
  );
}

const isThere = (file: string): Promise<boolean> =>
  lstat(file).then(
    () => true,
    () => false,
  );
