import type { MarkRow, Tables } from '../../shared/tables.ts';
import type { FileOps } from '../disk/file-ops.ts';
import { readSealed, writeSealed, type RowText } from '../disk/sealed-file.ts';
import { corrupt } from '../disk/store-error.ts';
import { chunkFile } from '../store-paths.ts';
import type { MarksFile } from './snapshot-file.ts';

/** How long a delivery is remembered. Platforms repeat for hours at most. */
export const marksKeptMs = 72 * 60 * 60 * 1000;

interface MarkHead {
  readonly deliveryId: string;
  readonly at: number;
  readonly record: number;
}

/** Marks made since a record, oldest first. */
export const marksSince = (tables: Tables, record: number): readonly (readonly [string, MarkRow])[] =>
  [...tables.marks].filter(([, mark]) => mark.record > record);

/** Forgets marks that are too old to be asked for. */
export function pruneMarks(tables: Tables, now: number): void {
  for (const [deliveryId, mark] of tables.marks) {
    if (mark.at < now - marksKeptMs) tables.marks.delete(deliveryId);
  }
}

export const newestOf = (marks: readonly (readonly [string, MarkRow])[]): number =>
  marks.reduce((newest, [, mark]) => Math.max(newest, mark.at), 0);

export async function writeMarks(
  files: FileOps,
  path: string,
  marks: readonly (readonly [string, MarkRow])[],
): Promise<void> {
  const rows = marks.map(([deliveryId, { at, text, record }]): RowText => {
    const head: MarkHead = { deliveryId, at, record };
    return [JSON.stringify(head), text];
  });
  await writeSealed(files, path, {}, rows);
}

/**
 * Fills the table of marks from its files.
 * @throws DroverError STORE_CORRUPT when one is damaged or gone
 */
export async function readMarks(
  files: FileOps,
  folder: string,
  list: readonly MarksFile[],
  tables: Tables,
): Promise<void> {
  for (const { number } of list) {
    const path = chunkFile(folder, number);
    const file = await readSealed<object, MarkHead>(files, path);
    if (!file) throw corrupt(path, 0, 'the file is missing');
    for (const { head, document = 'null' } of file.rows) {
      tables.marks.set(head.deliveryId, { at: head.at, text: document, record: head.record });
    }
  }
}
