import { describe, expect, it } from 'vitest';
import type { Reader } from '../../../../../adapters/http/reader.ts';
import { feedOfAll, feedOfGoal } from '../../../../../adapters/http/stream/feeds.ts';
import type { EventRecord } from '../../../../../src/domain/event-record.ts';
import { goalIdOf } from '../../../../../src/domain/ids.ts';

const event = (seq: number): EventRecord => ({
  seq,
  at: seq,
  goal: goalIdOf(1),
  run: 1,
  type: 'progress',
  data: {},
});

const readerOf = (over: Partial<Reader>): Reader => ({
  goals: async () => [],
  goal: async () => undefined,
  events: async () => undefined,
  eventsSince: async (cursor) => ({ events: [], cursor }),
  onCommit: () => () => undefined,
  ...over,
});

describe('feeds of events', () => {
  it('give every event its own cursor when the page moved on by as many', async () => {
    const reader = readerOf({
      eventsSince: async (from) => ({ events: [event(1), event(2), event(3)], cursor: from + 3 }),
    });
    const page = await feedOfAll(reader)(10, 100);
    expect(page.items.map(({ cursor }) => cursor)).toEqual([11, 12, 13]);
    expect(page.cursor).toBe(13);
  });

  it('give only the last event a cursor when the places between are not known', async () => {
    const reader = readerOf({ eventsSince: async () => ({ events: [event(1), event(2)], cursor: 900 }) });
    const page = await feedOfAll(reader)(10, 100);
    expect(page.items.map(({ cursor }) => cursor)).toEqual([undefined, 900]);
  });

  it('stand still when there is nothing new', async () => {
    expect(await feedOfAll(readerOf({}))(10, 100)).toEqual({ items: [], cursor: 10 });
    const quiet = await feedOfGoal(readerOf({ events: async () => [] }), goalIdOf(1));
    expect(await quiet?.(4, 100)).toEqual({ items: [], cursor: 4 });
  });

  it('count by seq for one goal, and there is none for an unknown goal', async () => {
    const feed = await feedOfGoal(readerOf({ events: async () => [event(5), event(6)] }), goalIdOf(1));
    expect(await feed?.(4, 100)).toMatchObject({ items: [{ cursor: 5 }, { cursor: 6 }], cursor: 6 });
    expect(await feedOfGoal(readerOf({}), goalIdOf(1))).toBeUndefined();
  });
});
