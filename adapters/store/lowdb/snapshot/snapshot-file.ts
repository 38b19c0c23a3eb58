import { Low } from 'lowdb';
import type { EntryRow, GoalRow, PurgedRow, SaidRow, WaitingRow } from '../../shared/tables.ts';
import type { FileOps } from '../disk/file-ops.ts';
import { readSealed, writeSealed, type RowText } from '../disk/sealed-file.ts';
import type { RegistryRow } from './registry-rows.ts';

/** What a snapshot says about itself and about the files beside it. */
export interface SnapshotHead {
  /** The first segment that it does not cover, and the last record that it does. */
  readonly segment: number;
  readonly record: number;
  /** How often the store was opened. */
  readonly life: number;
  readonly highestGoal: number;
  readonly lastOrder: number;
  readonly lastCursor: number;
  readonly chunks: readonly ChunkFile[];
  readonly marks: readonly MarksFile[];
}

/** A file of older events, and the cursors of its first and last one. */
export interface ChunkFile {
  readonly number: number;
  readonly first: number;
  readonly last: number;
}

/** A file of marks, and when its newest was made. */
export interface MarksFile {
  readonly number: number;
  readonly newest: number;
}

export interface Snapshot {
  readonly head: SnapshotHead;
  readonly goals: readonly GoalRow[];
  readonly waiting: readonly WaitingRow[];
  readonly said: readonly SaidRow[];
  readonly registry: readonly RegistryRow[];
  readonly entries: readonly EntryRow[];
  readonly purged: readonly PurgedRow[];
}

type SnapshotRow =
  | { readonly goal: Omit<GoalRow, 'text'> }
  | { readonly waiting: WaitingRow }
  | { readonly said: SaidRow }
  | { readonly entry: Omit<EntryRow, 'text'> }
  | { readonly purged: PurgedRow }
  | RegistryRow;

export const emptySnapshot: Snapshot = {
  head: {
    segment: 1,
    record: 0,
    life: 0,
    highestGoal: 0,
    lastOrder: 0,
    lastCursor: 0,
    chunks: [],
    marks: [],
  },
  goals: [],
  waiting: [],
  said: [],
  registry: [],
  entries: [],
  purged: [],
};

/** `state.json` as a lowdb database whose file is replaced whole, synced, and never half there. */
export const snapshotDatabase = (files: FileOps, path: string): Low<Snapshot> =>
  new Low<Snapshot>(
    {
      read: () => readSnapshot(files, path),
      write: (snapshot) => writeSealed(files, path, snapshot.head, rowTexts(snapshot)),
    },
    emptySnapshot,
  );

function* rowTexts(snapshot: Snapshot): Generator<RowText> {
  for (const { text, ...goal } of snapshot.goals) {
    yield goal.archived ? [rowJson({ goal })] : [rowJson({ goal }), text];
  }
  for (const waiting of snapshot.waiting) yield [rowJson({ waiting })];
  for (const said of snapshot.said) yield [rowJson({ said })];
  for (const row of snapshot.registry) yield [rowJson(row)];
  for (const { text, ...entry } of snapshot.entries) yield [rowJson({ entry }), text];
  for (const purged of snapshot.purged) yield [rowJson({ purged })];
}

const rowJson = (row: SnapshotRow): string => JSON.stringify(row);

/** Names every field, as spreading would cost each of many thousand rows some fifty bytes more. */
function goalRow(row: Omit<GoalRow, 'text'>, text: string | undefined): GoalRow {
  const { id, version, index, archived, lastSeq, chunks, record } = row;
  return { id, version, index, text, archived, lastSeq, chunks, record };
}

async function readSnapshot(files: FileOps, path: string): Promise<Snapshot | null> {
  const file = await readSealed<SnapshotHead, SnapshotRow>(files, path);
  if (!file) return null;
  const rows: Rows = { goals: [], waiting: [], said: [], registry: [], entries: [], purged: [] };
  for (const { head, document } of file.rows) sort(rows, head, document);
  return { head: file.head, ...rows };
}

type Rows = { readonly [Part in Exclude<keyof Snapshot, 'head'>]: Snapshot[Part][number][] };

function sort(rows: Rows, head: SnapshotRow, document: string | undefined): void {
  if ('goal' in head) rows.goals.push(goalRow(head.goal, document));
  else if ('waiting' in head) rows.waiting.push(head.waiting);
  else if ('said' in head) rows.said.push(head.said);
  else if ('entry' in head) rows.entries.push({ ...head.entry, text: document ?? 'null' });
  else if ('purged' in head) rows.purged.push(head.purged);
  else rows.registry.push(head);
}
