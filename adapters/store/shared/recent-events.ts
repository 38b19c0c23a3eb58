import type { EventRecord } from '../../../src/domain/event-record.ts';
import type { EventEntry } from './tables.ts';

/** The event as the port shows it; a new object each time. */
export function eventOf(entry: EventEntry): EventRecord {
  const event: EventRecord = JSON.parse(entry.text);
  return event;
}

/**
 * Up to `limit` entries after a position in a list whose positions grow from entry to entry.
 * @param position what counts: the cursor over all goals, or the `seq` within one
 * @param durable the newest record that may be shown
 */
export function entriesAfter(
  entries: readonly EventEntry[],
  position: (entry: EventEntry) => number,
  after: number,
  limit: number,
  durable: number,
): readonly EventEntry[] {
  if (limit <= 0) return [];
  const start = firstAfter(entries, position, after);
  const page = entries.slice(start, start + limit);
  return page.filter((entry) => entry.record <= durable);
}

/** Index of the first entry behind a position, by halving: goals that were taken out leave gaps. */
function firstAfter(
  entries: readonly EventEntry[],
  position: (entry: EventEntry) => number,
  after: number,
): number {
  let [low, high] = [0, entries.length];
  while (low < high) {
    const middle = (low + high) >> 1;
    const entry = entries[middle];
    if (entry && position(entry) <= after) low = middle + 1;
    else high = middle;
  }
  return low;
}
