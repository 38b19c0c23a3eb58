import type { EventRecord } from '../../../src/domain/event-record.ts';
import type { GoalId } from '../../../src/domain/ids.ts';
import { entriesAfter, eventOf } from '../shared/recent-events.ts';
import type { EventEntry, GoalRow, RecentEvents } from '../shared/tables.ts';
import { readChunk } from './snapshot/event-chunks.ts';
import type { StoreState } from './state.ts';

/** A run of events in order: in memory, or the number of the file they are in. */
type Source = readonly EventEntry[] | number;
type Position = (entry: EventEntry) => number;

const bySeq: Position = (entry) => entry.seq;
const byCursor: Position = (entry) => entry.cursor;

/** Events of one goal after a `seq`; only durable ones. */
export async function readEvents(
  store: StoreState,
  id: GoalId,
  after: number,
  limit: number,
): Promise<readonly EventRecord[]> {
  const row = store.tables.goals.get(id);
  if (!row || after >= row.lastSeq) return [];
  const ofGoal = (events: RecentEvents | undefined) => events?.byGoal.get(id) ?? [];
  const sources = [
    ...chunksAfter(row, after).filter((chunk) => chunk !== store.closing?.chunk),
    ofGoal(store.closing?.events),
    ofGoal(store.tables.recent),
  ];
  const page = await readPage(store, sources, bySeq, { after, limit, goal: id });
  return page.map(eventOf);
}

/** The files that have events of the goal after a `seq`. */
const chunksAfter = ({ chunks, lastSeq }: GoalRow, after: number): readonly number[] =>
  chunks.filter((_, index) => (chunks[index + 1]?.[1] ?? lastSeq + 1) > after + 1).map(([chunk]) => chunk);

/** Events of all goals after a cursor; only durable ones. */
export async function readEventsSince(
  store: StoreState,
  cursor: number,
  limit: number,
): Promise<{ events: readonly EventRecord[]; cursor: number }> {
  const files = store.covered.chunks.filter((chunk) => chunk.last > cursor);
  const sources = [
    ...files.map((chunk) => chunk.number),
    shownOf(store, store.closing?.events.all ?? []),
    store.tables.recent.all,
  ];
  const page = await readPage(store, sources, byCursor, { after: cursor, limit });
  return { events: page.map(eventOf), cursor: page.at(-1)?.cursor ?? cursor };
}

/**
 * What is in memory is cut out before the first file is read: meanwhile it may move into a file.
 */
async function readPage(
  store: StoreState,
  sources: readonly Source[],
  position: Position,
  { after, limit, goal }: { after: number; limit: number; goal?: GoalId },
): Promise<readonly EventEntry[]> {
  const { durable } = store.journal;
  const cut = (entries: readonly EventEntry[]) => entriesAfter(entries, position, after, limit, durable);
  const pieces = sources.map((source) => (typeof source === 'number' ? source : cut(source)));
  const page: EventEntry[] = [];
  for (const piece of pieces) {
    if (page.length >= limit) break;
    page.push(...(typeof piece === 'number' ? cut(await chunkOf(store, piece, goal)) : piece));
  }
  return page.slice(0, Math.max(0, limit));
}

/** Without goals that were taken out: files keep their events for a while. */
const shownOf = ({ tables }: StoreState, entries: readonly EventEntry[]): readonly EventEntry[] =>
  entries.filter((entry) => !tables.purged.has(entry.goal));

async function chunkOf(store: StoreState, chunk: number, goal: GoalId | undefined) {
  const entries = shownOf(store, await readChunk(store.files, store.paths.events, chunk));
  return goal === undefined ? entries : entries.filter((entry) => entry.goal === goal);
}
