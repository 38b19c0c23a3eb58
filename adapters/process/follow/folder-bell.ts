import type { FSWatcher } from 'node:fs';
import { watch } from 'node:fs';

/** Rings when something changes in a folder. */
export interface FolderBell {
  rung: boolean;
  wake: () => void;
  /** Absent where the system cannot tell of changes: then the folder is looked at more often. */
  watcher?: FSWatcher;
}

/** Changes get lost now and then (network file systems, full queues): longest time without a look. */
const watchedMs = 250;
const unwatchedMs = 50;
const idle = (): void => {};

/** A bell for that folder; it has to be closed. */
export function openBell(folder: string): FolderBell {
  const bell: FolderBell = { rung: false, wake: idle };
  try {
    bell.watcher = watch(folder, () => ring(bell));
    bell.watcher.on('error', () => dropWatcher(bell));
  } catch {
    // No such folder, no watches left, or a file system without them: looking often is enough.
  }
  return bell;
}

/** Wakes whoever waits, now or next. */
export function ring(bell: FolderBell): void {
  bell.rung = true;
  bell.wake();
}

/** Resolves when the bell rang since the last time, and after a while also without. */
export async function untilRung(bell: FolderBell): Promise<void> {
  if (!bell.rung) {
    const { promise, resolve } = Promise.withResolvers<void>();
    bell.wake = resolve;
    const timer = setTimeout(resolve, bell.watcher ? watchedMs : unwatchedMs);
    await promise;
    clearTimeout(timer);
    bell.wake = idle;
  }
  bell.rung = false;
}

/** It rings no more. */
export const closeBell = (bell: FolderBell): void => bell.watcher?.close();

function dropWatcher(bell: FolderBell): void {
  bell.watcher?.close();
  delete bell.watcher;
}
