import type { GoalId } from '../../../../src/domain/ids.ts';
import { noEvents, type EventEntry, type Tables } from '../../shared/tables.ts';
import type { FileOps } from '../disk/file-ops.ts';
import { readSealed, writeSealed, type RowText } from '../disk/sealed-file.ts';
import { corrupt } from '../disk/store-error.ts';
import { chunkFile } from '../store-paths.ts';

type EntryHead = Omit<EventEntry, 'text'>;

/**
 * Takes the recent events out of the tables and enters in each goal's row where they will be found.
 * @param chunk number of the file that will hold them
 */
export function closeRecent(tables: Tables, chunk: number): Tables['recent'] {
  const closed = tables.recent;
  tables.recent = noEvents();
  for (const [id, entries] of closed.byGoal) enterChunk(tables, id, chunk, entries[0]?.seq ?? 1);
  return closed;
}

function enterChunk(tables: Tables, id: GoalId, chunk: number, firstSeq: number): void {
  const row = tables.goals.get(id);
  if (row) tables.goals.set(id, { ...row, chunks: [...row.chunks, [chunk, firstSeq]] });
}

export async function writeChunk(
  files: FileOps,
  path: string,
  entries: readonly EventEntry[],
): Promise<void> {
  await writeSealed(files, path, {}, chunkRows(entries));
}

function* chunkRows(entries: readonly EventEntry[]): Generator<RowText> {
  for (const { text, ...head } of entries) yield [JSON.stringify(head), text];
}

/** @throws DroverError STORE_CORRUPT when the file is damaged or gone */
export async function readChunk(
  files: FileOps,
  folder: string,
  chunk: number,
): Promise<readonly EventEntry[]> {
  const path = chunkFile(folder, chunk);
  const file = await readSealed<object, EntryHead>(files, path);
  if (!file) throw corrupt(path, 0, 'the file is missing');
  return file.rows.map(({ head, document = 'null' }) => ({ ...head, text: document }));
}
