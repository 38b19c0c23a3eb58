import type { EventRecord } from '../../../src/domain/event-record.ts';
import type { GoalId } from '../../../src/domain/ids.ts';
import type { Reader } from '../reader.ts';

/** One event with the cursor to go on after it. */
export interface FeedItem {
  readonly event: EventRecord;
  /** Absent where the store does not tell a place between the events of one page. */
  readonly cursor?: number;
}

export interface FeedPage {
  readonly items: readonly FeedItem[];
  readonly cursor: number;
}

/** Events after a cursor, in order. */
export type Feed = (cursor: number, limit: number) => Promise<FeedPage>;

/** All goals together. */
export const feedOfAll =
  (reader: Reader): Feed =>
  async (from, limit) => {
    const { events, cursor } = await reader.eventsSince(from, limit);
    return {
      items: events.map((event, index) => ({ event, ...placeOf(index, events.length, from, cursor) })),
      cursor,
    };
  };

/**
 * A store answers one cursor per page. Cursors only grow, so when a page moves it on by exactly the number of its events,
 * each event has its own; otherwise only the last has one, and a reader that was cut off inside the page sees its
 * beginning again.
 */
function placeOf(index: number, count: number, from: number, cursor: number): { cursor?: number } {
  if (index === count - 1) return { cursor };
  return cursor - from === count ? { cursor: from + index + 1 } : {};
}

/** One goal: the cursor is the `seq` of its events. undefined when there is no such goal. */
export async function feedOfGoal(reader: Reader, handle: GoalId): Promise<Feed | undefined> {
  if ((await reader.events(handle, 0, 1)) === undefined) return undefined;
  return async (from, limit) => {
    const events = (await reader.events(handle, from, limit)) ?? [];
    return {
      items: events.map((event) => ({ event, cursor: event.seq })),
      cursor: events.at(-1)?.seq ?? from,
    };
  };
}
