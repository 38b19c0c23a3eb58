import { rm } from 'node:fs/promises';
import { join } from 'node:path';
import { makePrivateFolder } from '../home-folders.ts';

/** Two empty folders for one question to an agent, outside of any goal. Absolute paths. */
export interface ScratchFolders {
  readonly workspace: string;
  readonly folder: string;
  readonly end: () => Promise<void>;
}

/** Makes such folders under `root`, which is nobody else's: what an earlier life left there goes with the first call. */
export function createScratchFolders(root: string): (name: string) => Promise<ScratchFolders> {
  let swept: Promise<void> | undefined;
  return async (name) => {
    swept ??= rm(root, { recursive: true, force: true });
    await swept;
    const place = join(root, name);
    return {
      workspace: await makePrivateFolder(join(place, 'work')),
      folder: await makePrivateFolder(join(place, 'turn')),
      end: () => rm(place, { recursive: true, force: true }),
    };
  };
}
