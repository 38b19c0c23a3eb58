import { DroverError } from '../../../../src/domain/errors.ts';
import type { CommitResult, Entry, EntryWrite, GoalStore } from '../../../../src/ports/store/goal-store.ts';
import type { CommitRecord } from '../commit-record.ts';
import type { EntryRow, Tables } from '../tables.ts';

type EntryTables = Pick<Tables, 'entries' | 'entryRemoved'>;
type EntryConflict = Extract<CommitResult, { reason: 'entry-conflict' }>;

const longestKey = 200;

/** @throws DroverError BUG for keys that are none, and for two writes to one entry */
export function checkEntries(writes: readonly EntryWrite[]): void {
  const keys = new Set(writes.map(({ key }) => key));
  const wrong = [...keys].find((key) => key.length === 0 || key.length > longestKey);
  if (wrong === undefined && keys.size === writes.length) return;
  const what =
    wrong === undefined ? 'one entry is written twice in one commit' : `no key of an entry: ${wrong}`;
  throw new DroverError('BUG', what, 'Please report this.');
}

/** The first write that somebody else was faster than; undefined when there is none. */
export function refuseEntries(
  { entries }: EntryTables,
  writes: readonly EntryWrite[],
): EntryConflict | undefined {
  const late = writes.find(
    ({ key, expectedVersion }) => expectedVersion !== (entries.get(key)?.version ?? 0),
  );
  return late && { ok: false, reason: 'entry-conflict', key: late.key };
}

/** Folds what a record writes into the entries. The record's number is the version: it never comes back. */
export function applyEntries(
  tables: EntryTables,
  writes: NonNullable<CommitRecord['entries']>,
  record: number,
): void {
  for (const { key, value } of writes) {
    if (value === undefined) {
      tables.entries.delete(key);
      tables.entryRemoved = record;
    } else {
      tables.entries.set(key, { key, version: record, text: JSON.stringify(value), record });
    }
  }
}

/** Number of the record that what is said of an entry rests on. */
export const entryRecord = ({ entries, entryRemoved }: EntryTables, key: string): number =>
  entries.get(key)?.record ?? entryRemoved;

/**
 * The reading side of the entries.
 * @param durable resolves when a record is safe; rows are picked first, so nobody waits for what comes after the question
 */
export const entriesOf = (
  tables: EntryTables,
  durable: (record: number) => Promise<void>,
): Pick<GoalStore, 'entry' | 'entries'> => ({
  entry: async (key) => {
    const row = tables.entries.get(key);
    await durable(entryRecord(tables, key));
    return row && shown(row);
  },
  entries: async (prefix) => {
    const rows = [...tables.entries.values()].filter(({ key }) => key.startsWith(prefix));
    await durable(Math.max(tables.entryRemoved, ...rows.map(({ record }) => record)));
    return rows.map(shown).toSorted((a, b) => (a.key < b.key ? -1 : 1));
  },
});

/** The entry as the port shows it; a new object each time. */
const shown = ({ key, version, text }: EntryRow): Entry => ({
  key,
  version,
  value: JSON.parse(text) as unknown,
});
