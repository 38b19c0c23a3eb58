import { lstat, readFile, readdir, rm, stat, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { toError } from '../../../../src/domain/errors.ts';

/**
 * git keeps a folder per worktree inside the mirror (`worktrees/<name>`) with its HEAD and index. drover addresses
 * a worktree by that folder, found through the file `gitdir` in it, and never through the `.git` file inside the
 * worktree, which an agent can replace.
 */
export async function findAdmin(mirror: string, worktree: string): Promise<string | undefined> {
  const wanted = path.join(worktree, '.git');
  const names = await namesIn(path.join(mirror, 'worktrees'));
  const likely = names.toSorted((a, b) => rank(b, worktree) - rank(a, worktree));
  for (const name of likely) {
    const admin = path.join(mirror, 'worktrees', name);
    if ((await readText(path.join(admin, 'gitdir')))?.trimEnd() === wanted) return admin;
  }
  return undefined;
}

const rank = (name: string, worktree: string): number => (name === path.basename(worktree) ? 1 : 0);

/** The mirror and the admin folder of a worktree whose project is not known. */
export async function findPlace(
  home: string,
  worktree: string,
): Promise<{ mirror: string; admin: string } | undefined> {
  const repos = path.join(home, 'repos');
  for (const name of await namesIn(repos)) {
    const mirror = path.join(repos, name);
    const admin = await findAdmin(mirror, worktree);
    if (admin !== undefined) return { mirror, admin };
  }
  return undefined;
}

/** Whether `git worktree add` was cut short here: git locks a worktree with this word until it stands. */
export const isHalfMade = async (admin: string): Promise<boolean> =>
  (await readText(path.join(admin, 'locked')))?.trim() === 'initializing';

/** Removes folders of worktrees whose making was cut short before they even knew their path. Call under the mirror's lock. */
export async function removeNameless(mirror: string): Promise<void> {
  for (const name of await namesIn(path.join(mirror, 'worktrees'))) {
    const admin = path.join(mirror, 'worktrees', name);
    const gitdir = await readText(path.join(admin, 'gitdir'));
    if (gitdir === undefined || gitdir.trim() === '') await rm(admin, { recursive: true, force: true });
  }
}

/** Locks that a killed agent left in its own checkout. Call only while no agent runs there. */
export async function removeLocks(admin: string): Promise<void> {
  await Promise.all(['index.lock', 'HEAD.lock'].map((name) => rm(path.join(admin, name), { force: true })));
}

const readyFile = (admin: string): string => path.join(admin, 'drover-ready');
/** Whether the files of the worktree were once all written. */
export const isReady = (admin: string): Promise<boolean> => exists(readyFile(admin));
export const markReady = (admin: string): Promise<void> => writeFile(readyFile(admin), '', { mode: 0o600 });

export const exists = (file: string): Promise<boolean> =>
  stat(file).then(
    () => true,
    () => false,
  );

export type Kind = 'missing' | 'folder' | 'file' | 'link' | 'special';

/** What stands at a path. Links are not followed: what they lead to is not the goal's. */
export async function kindOf(file: string): Promise<Kind> {
  try {
    const found = await lstat(file);
    if (found.isDirectory()) return 'folder';
    if (found.isSymbolicLink()) return 'link';
    return found.isFile() ? 'file' : 'special';
  } catch (error) {
    return orMissing(error, 'missing');
  }
}

/** Names in a folder; none when it is not there. */
export async function namesIn(folder: string): Promise<readonly string[]> {
  try {
    return await readdir(folder);
  } catch (error) {
    return orMissing(error, []);
  }
}

/** A small file's text; undefined when it is not there. */
export async function readText(file: string): Promise<string | undefined> {
  try {
    return await readFile(file, 'utf8');
  } catch (error) {
    return orMissing(error, undefined);
  }
}

function orMissing<T>(error: unknown, instead: T): T {
  const failure: Error & { code?: string } = toError(error);
  if (failure.code === 'ENOENT' || failure.code === 'ENOTDIR') return instead;
  throw failure;
}
