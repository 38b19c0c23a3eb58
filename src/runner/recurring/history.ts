import type { EventRecord } from '../../domain/event-record.ts';
import type { GoalStore } from '../../ports/store/goal-store.ts';

type Reading = Pick<GoalStore, 'eventsSince'>;

const pageSize = 500;
/** Most events that one look back reads. */
const mostRead = 20_000;

/**
 * Events of all goals at or after a moment (epoch milliseconds), oldest first.
 * `cut`: there are more, later ones, that were not read.
 */
export async function eventsFrom(
  store: Reading,
  since: number,
): Promise<{ readonly events: readonly EventRecord[]; readonly cut: boolean }> {
  const events: EventRecord[] = [];
  let cursor = await cursorBefore(store, since);
  while (events.length < mostRead) {
    const page = await store.eventsSince(cursor, pageSize);
    if (page.events.length === 0) return { events, cut: false };
    events.push(...page.events.filter(({ at }) => at >= since));
    cursor = page.cursor;
  }
  return { events, cut: true };
}

/** The place in the list of all events after which they are from `since` on, found by halving: the list may be long. */
async function cursorBefore(store: Reading, since: number): Promise<number> {
  const isEarlier = async (cursor: number): Promise<boolean> => {
    const [event] = (await store.eventsSince(cursor, 1)).events;
    return event !== undefined && event.at < since;
  };
  let [low, step] = [0, 1];
  while (await isEarlier(low + step)) [low, step] = [low + step, step * 2];
  let high = low + step;
  while (high - low > 1) {
    const middle = (low + high) >> 1;
    if (await isEarlier(middle)) low = middle;
    else high = middle;
  }
  return low;
}
