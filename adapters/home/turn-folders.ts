import { lstat, readdir, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { toError } from '../../src/domain/errors.ts';
import { GoalIdSchema, type GoalId } from '../../src/domain/ids.ts';
import type { TurnFolders } from '../../src/ports/turns/turn-folders.ts';

/** Folders `<turns>/<goal>` that drover made for the starts of agents. Links are never followed. */
export function createTurnFolders(turns: string): TurnFolders {
  return {
    async sizes(signal) {
      const sizes = new Map<GoalId, number>();
      for (const name of await namesIn(turns)) {
        const goal = GoalIdSchema.safeParse(name).data;
        if (goal === undefined || !(await isFolder(join(turns, name)))) continue;
        sizes.set(goal, await bytesIn(join(turns, name), signal));
      }
      return sizes;
    },
    async remove(goal, signal) {
      const folder = join(turns, goal);
      if (!(await isFolder(folder))) return { bytes: 0 };
      const bytes = await bytesIn(folder, signal);
      await rm(folder, { recursive: true, force: true });
      return { bytes };
    },
  };
}

/** What the folder and all in it take on the disk; what goes away meanwhile counts as nothing. */
async function bytesIn(folder: string, signal: AbortSignal): Promise<number> {
  signal.throwIfAborted();
  let bytes = await bytesOf(folder);
  for (const entry of await readdirOrNone(folder)) {
    const path = join(folder, entry.name);
    bytes += entry.isDirectory() ? await bytesIn(path, signal) : await bytesOf(path);
  }
  return bytes;
}

/** `blocks` are of 512 bytes, whatever the file system (POSIX `st_blocks` on Linux and macOS). */
const bytesOf = async (path: string): Promise<number> => {
  const found = await orMissing(lstat(path));
  return (found?.blocks ?? 0) * 512;
};

const isFolder = async (path: string): Promise<boolean> =>
  (await orMissing(lstat(path)))?.isDirectory() === true;

const namesIn = async (folder: string): Promise<readonly string[]> =>
  (await orMissing(readdir(folder))) ?? [];

const readdirOrNone = async (folder: string) =>
  (await orMissing(readdir(folder, { withFileTypes: true }))) ?? [];

async function orMissing<T>(reading: Promise<T>): Promise<T | undefined> {
  try {
    return await reading;
  } catch (error) {
    const failure: Error & { code?: string } = toError(error);
    if (failure.code === 'ENOENT') return undefined;
    throw failure;
  }
}
