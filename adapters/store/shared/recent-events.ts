import type { EventRecord } from '../../../src/domain/event-record.ts';
import type { EventEntry } from './tables.ts';

/** The event as the port shows it; a new object each time. */
export function eventOf(entry: EventEntry): EventRecord {
  const event: EventRecord = JSON.parse(entry.text);
  return event;
}

/**
 * Up to `limit` entries after a position in a list whose positions grow by one from entry to entry.
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
  const first = entries[0];
  if (!first || limit <= 0) return [];
  const start = Math.max(0, after + 1 - position(first));
  const page = entries.slice(start, start + limit);
  return page.filter((entry) => entry.record <= durable);
}
