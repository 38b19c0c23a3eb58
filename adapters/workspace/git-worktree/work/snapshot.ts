import { randomUUID } from 'node:crypto';
import { copyFile, lstat, rm, stat, utimes } from 'node:fs/promises';
import path from 'node:path';
import { DroverError, toError } from '../../../../src/domain/errors.ts';
import { fileError } from '../git/git-error.ts';
import { runGit, tryGit } from '../git/run-git.ts';
import type { WorkspacesState } from '../state.ts';
import type { Worktree } from '../tree/fill-worktree.ts';
import { parseFileListing, pathspecsWithout } from './file-listing.ts';
import type { FileListing } from './file-listing.ts';

/** The files of a worktree as a tree object. */
export interface Snapshot {
  readonly tree: string;
  readonly untracked: number;
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
  const index = path.join(worktree.gitDir, `drover-${randomUUID()}.index`);
  try {
    return await work(await takeSnapshot(state, { worktree, index }, signal));
  } finally {
    await rm(index, { force: true });
    await rm(`${index}.lock`, { force: true });
  }
}

/** A worktree seen through an index of drover's own. */
interface View {
  readonly worktree: Worktree;
  readonly index: string;
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
  const { git } = state;
  const call = { place: view.worktree, index: view.index };
  await copyIndex(state, view, signal);
  const listing = await listFiles(state, view, signal);
  await lookAgain(state, view, listing, signal);
  if (listing.nested.length > 0) {
    state.logger.warn(
      { worktree: view.worktree.workTree, nested: listing.nested },
      'left out nested repositories',
    );
  }
  const add = ['add', '--all', '--pathspec-from-file=-', '--pathspec-file-nul'];
  await runGit(git, { ...call, args: add, input: pathspecsWithout(listing.nested) }, signal);
  const tree = await runGit(git, { ...call, args: ['write-tree'] }, signal);
  return { tree: tree.trim(), untracked: listing.untracked, index: view.index };
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
    await newIndex(state, { worktree, index }, signal);
  }
}

/** An index as HEAD is; an empty one where HEAD has no commit. */
async function newIndex(
  state: WorkspacesState,
  { worktree, index }: View,
  signal: AbortSignal,
): Promise<void> {
  const call = { place: worktree, index };
  const read = await tryGit(state.git, { ...call, args: ['read-tree', 'HEAD'] }, signal);
  if (!read.ok) await runGit(state.git, { ...call, args: ['read-tree', '--empty'] }, signal);
}

async function listFiles(state: WorkspacesState, view: View, signal: AbortSignal): Promise<FileListing> {
  const args = ['ls-files', '-v', '-z', '--cached', '--others', '--exclude-standard'];
  return parseFileListing(await runGit(state.git, { args, place: view.worktree, index: view.index }, signal));
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
