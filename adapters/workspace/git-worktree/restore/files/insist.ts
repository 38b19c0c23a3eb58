import { chmod, lstat, readdir, rm } from 'node:fs/promises';
import path from 'node:path';
import { DroverError, toError } from '../../../../../src/domain/errors.ts';
import { runGit } from '../../git/run-git.ts';
import { kindOf } from '../../tree/admin-folder.ts';
import type { Restoring } from '../restoring.ts';

/** Tries once more, with obstacles removed, what git could not do to files. */
export async function insist<T>(
  restoring: Restoring,
  work: () => Promise<T>,
  signal: AbortSignal,
): Promise<T> {
  try {
    return await work();
  } catch (error) {
    if (!isObstructed(error)) throw error;
    await clearObstacles(restoring, signal);
    return await work();
  }
}

/** Words of git 2.30 to 2.50, or of the system. */
const isObstructed = (error: unknown): boolean => {
  const { message } = toError(error instanceof DroverError ? error.cause : error);
  return /permission denied|operation not permitted|EACCES|EPERM|can only add regular files/i.test(message);
};

/** Opens what was closed to its owner, and removes pipes and sockets, which hold nothing, from the places of files. */
export async function clearObstacles({ state, view, target }: Restoring, signal: AbortSignal): Promise<void> {
  const { workTree } = view.worktree;
  await allowAccess(workTree);
  const call = { place: view.worktree };
  const [standing, wanted] = await Promise.all([
    runGit(state.git, { ...call, index: view.index, args: ['ls-files', '-z'] }, signal),
    runGit(state.git, { ...call, args: ['ls-tree', '-r', '-z', '--name-only', target.tree] }, signal),
  ]);
  for (const name of new Set(`${standing}${wanted}`.split('\0'))) {
    const file = path.join(workTree, name);
    if (name !== '' && (await kindOf(file)) === 'special') await rm(file);
  }
}

/** Only the owner's rights to read, and to write in folders; git replaces files, it does not write into them. */
async function allowAccess(place: string): Promise<void> {
  const kind = await kindOf(place);
  if (kind === 'file') await allow(place, 0o400);
  if (kind !== 'folder') return;
  await allow(place, 0o700);
  for (const name of await readdir(place)) await allowAccess(path.join(place, name));
}

/** Gives the owner these rights where they are missing. */
export async function allow(place: string, rights: number): Promise<void> {
  const { mode } = await lstat(place);
  if ((mode & rights) !== rights) await chmod(place, (mode & 0o7777) | rights);
}
