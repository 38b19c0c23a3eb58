import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { openLowdbStore } from '../../../adapters/store/lowdb/create-lowdb-store.ts';
import { createMemoryStore } from '../../../adapters/store/memory/create-memory-store.ts';
import type { Logger } from '../../../src/ports/logger.ts';
import { afterKill, diskFiles, newDisk } from '../../integration/store/support/memory-disk.ts';
import type { Lab } from './check.ts';

export const silent: Logger = {
  debug: () => undefined,
  info: () => undefined,
  warn: () => undefined,
  error: () => undefined,
  child: () => silent,
};

export const clock = { now: () => 1_000_000 };

export async function memoryLab(): Promise<Lab> {
  const store = createMemoryStore({ clock, logger: silent });
  return { store, dispose: () => store.close() };
}

/** A store on the real disk, in a folder of its own. */
export async function lowdbLab({ segmentBytes = 4 * 1024 * 1024 } = {}): Promise<Lab> {
  const folder = await mkdtemp(join(tmpdir(), 'drover-store-'));
  const open = () => openLowdbStore({ folder, clock, logger: silent, segmentBytes });
  let store = await open();
  return {
    store,
    reopen: async () => {
      await store.close();
      store = await open();
      return store;
    },
    dispose: async () => {
      await store.close();
      await rm(folder, { recursive: true, force: true });
    },
  };
}

/** A store whose process is killed, in place of closing it, before it is opened again. */
export async function killedLab({ segmentBytes = 600 } = {}): Promise<Lab> {
  let disk = newDisk();
  const open = () =>
    openLowdbStore({ folder: '/store', clock, logger: silent, segmentBytes, files: diskFiles(disk) });
  return {
    store: await open(),
    reopen: () => {
      disk.dead = true;
      disk = afterKill(disk);
      return open();
    },
    dispose: async () => void (disk.dead = true),
  };
}
