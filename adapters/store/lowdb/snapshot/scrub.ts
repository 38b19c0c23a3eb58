import type { PurgedRow, Tables } from '../../shared/tables.ts';
import type { StoreState } from '../state.ts';
import { archiveFile, chunkFile } from '../store-paths.ts';
import { readChunk, writeChunk } from './event-chunks.ts';

const isLeft = (row: PurgedRow): boolean => !row.scrubbed;

/** Whether a checkpoint should come soon, as something of a goal that was taken out is still on the disk. */
export const isScrubDue = ({ tables, checkpoint }: StoreState): boolean =>
  checkpoint === undefined && tables.purged.values().some(isLeft);

/**
 * The goals whose files the checkpoint that is being planned takes away; in its picture they are gone. Should it not come
 * to an end, the snapshot before it is read again, and with it what is left to do.
 */
export function markScrubbed({ purged }: Tables): readonly PurgedRow[] {
  const left = purged.values().filter(isLeft).toArray();
  for (const row of left) purged.set(row.id, { ...row, chunks: [], scrubbed: true });
  return left;
}

/** Takes goals out of the files of finished goals and of older events. Doing it twice does it once. */
export async function scrub(store: StoreState, goals: readonly PurgedRow[]): Promise<void> {
  const { files, paths } = store;
  if (goals.length === 0) return;
  for (const { id } of goals) await files.remove(archiveFile(paths, id));
  await files.syncFolder(paths.archive);
  const gone = new Set(goals.map(({ id }) => id));
  for (const chunk of new Set(goals.flatMap(({ chunks }) => chunks))) {
    const kept = (await readChunk(files, paths.events, chunk)).filter((entry) => !gone.has(entry.goal));
    await writeChunk(files, chunkFile(paths.events, chunk), kept);
  }
}
