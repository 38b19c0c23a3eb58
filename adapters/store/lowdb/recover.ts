import { join } from 'node:path';
import type { Low } from 'lowdb';
import { applyRecord, gapBefore } from '../shared/apply-record.ts';
import { emptyTables, type Tables } from '../shared/tables.ts';
import type { FileOps } from './disk/file-ops.ts';
import { refuseNewer } from './disk/store-error.ts';
import { sync } from './disk/write-file.ts';
import { readSegment } from './journal/read-segment.ts';
import {
  numberedFiles,
  removeSegments,
  removeUnlisted,
  segmentName,
  uncoveredSegments,
} from './journal/segment-files.ts';
import { readMarks } from './snapshot/marks.ts';
import { putRegistryRow } from './snapshot/registry-rows.ts';
import {
  emptySnapshot,
  snapshotDatabase,
  type Snapshot,
  type SnapshotHead,
} from './snapshot/snapshot-file.ts';
import type { StorePaths } from './store-paths.ts';

/** What the files of a store say. */
export interface Recovered {
  readonly database: Low<Snapshot>;
  readonly snapshot: Snapshot;
  readonly tables: Tables;
  /** Of the newest life that is on record. */
  life: number;
  /** The segment to go on with, its size, and the bytes of the closed ones that no snapshot covers. */
  segment: number;
  segmentSize: number;
  uncoveredBytes: number;
}

/**
 * Reads a store: the snapshot, then every record after it. Leaves the disk as it found it but for the torn end of
 * the last write and for files that a crash left over.
 *
 * @throws DroverError STORE_CORRUPT with file and offset, STORE_TOO_NEW
 */
export async function recover(files: FileOps, paths: StorePaths): Promise<Recovered> {
  await makeFolders(files, paths);
  const database = snapshotDatabase(files, paths.snapshot);
  await database.read();
  const recovered = fromSnapshot(database);
  const { head } = recovered.snapshot;
  await readMarks(files, paths.marks, head.marks, recovered.tables);
  await replay(files, paths, recovered);
  await removeLeftovers(files, paths, head);
  return recovered;
}

async function makeFolders(files: FileOps, paths: StorePaths): Promise<void> {
  for (const folder of [paths.journal, paths.events, paths.marks, paths.archive])
    await files.makeFolder(folder);
  await files.syncFolder(paths.folder);
}

function fromSnapshot(database: Low<Snapshot>): Recovered {
  const snapshot = database.data;
  database.data = emptySnapshot;
  const { segment, record, life, highestGoal, lastOrder, lastCursor } = snapshot.head;
  const tables = Object.assign(emptyTables(), { record, highestGoal, lastOrder, lastCursor });
  for (const row of snapshot.goals) tables.goals.set(row.id, row);
  for (const row of snapshot.waiting) tables.waiting.set(row.post.key, row);
  for (const row of snapshot.said) tables.said.set(row.key, row);
  for (const row of snapshot.registry) putRegistryRow(tables.registry, row);
  for (const row of snapshot.entries) tables.entries.set(row.key, row);
  for (const row of snapshot.purged) tables.purged.set(row.id, row);
  return { database, snapshot, tables, life, segment, segmentSize: 0, uncoveredBytes: 0 };
}

async function replay(files: FileOps, paths: StorePaths, recovered: Recovered): Promise<void> {
  const present = await numberedFiles(files, paths.journal);
  const fresh = recovered.snapshot === emptySnapshot;
  const segments = uncoveredSegments(present, recovered.segment, fresh);
  for (const segment of segments) {
    recovered.uncoveredBytes += recovered.segmentSize;
    await replaySegment(files, paths, recovered, { segment, last: segment === segments.at(-1) });
  }
}

async function replaySegment(
  files: FileOps,
  paths: StorePaths,
  recovered: Recovered,
  { segment, last }: { readonly segment: number; readonly last: boolean },
): Promise<void> {
  const { tables } = recovered;
  const name = segmentName(segment);
  const path = join(paths.journal, name);
  const bytes = await files.read(path);
  const { end } = readSegment({ name, bytes, last }, tables.record + 1, ({ record, document }) => {
    const gap = gapBefore(tables, record);
    if (gap !== undefined) return gap;
    if (record.open) refuseNewer(name, record.open.schema);
    recovered.life = record.open?.life ?? recovered.life;
    applyRecord(tables, record, document);
    return undefined;
  });
  if (end < bytes.length) await cut(files, path, end);
  recovered.segment = segment;
  recovered.segmentSize = end;
}

/** Takes off the torn end of the last write. */
async function cut(files: FileOps, path: string, length: number): Promise<void> {
  const fd = await files.open(path, 'append');
  try {
    await files.truncate(fd, length);
    await sync(files, fd);
  } finally {
    await files.close(fd);
  }
}

async function removeLeftovers(files: FileOps, paths: StorePaths, head: SnapshotHead): Promise<void> {
  await removeSegments(files, paths.journal, head.segment);
  await removeUnlisted(
    files,
    paths.events,
    head.chunks.map((file) => file.number),
  );
  await removeUnlisted(
    files,
    paths.marks,
    head.marks.map((file) => file.number),
  );
  for (const folder of [paths.folder, paths.events, paths.marks, paths.archive]) {
    for (const name of await files.list(folder)) {
      if (name.endsWith('.tmp')) await files.remove(join(folder, name));
    }
  }
}
