import * as fc from 'fast-check';
import { expect, test } from 'vitest';
import type { EventRecord } from '../../../../src/domain/event-record.ts';
import { goalIdOf } from '../../../../src/domain/ids.ts';
import { eventsFrom } from '../../../../src/runner/recurring/history.ts';

/** A store of events at these moments, whose numbers have gaps: goals were taken out. */
function storeOf(moments: readonly number[]) {
  const rows = moments.map((at, index) => ({
    cursor: index * 2 + 1,
    event: { seq: index, at, goal: goalIdOf(1), run: 1, type: 'progress', data: {} } satisfies EventRecord,
  }));
  const asked = { pages: 0 };
  return {
    asked,
    eventsSince: async (cursor: number, limit: number) => {
      asked.pages += 1;
      const page = rows.filter((row) => row.cursor > cursor).slice(0, limit);
      return { events: page.map(({ event }) => event), cursor: page.at(-1)?.cursor ?? cursor };
    },
  };
}

test('everything from a moment on is found, that of the moment itself included', async () => {
  const moments = fc.array(fc.nat(50), { maxLength: 80 }).map((all) => all.toSorted((a, b) => a - b));
  await fc.assert(
    fc.asyncProperty(moments, fc.nat(60), async (all, since) => {
      const { events, cut } = await eventsFrom(storeOf(all), since);
      expect(events.map(({ at }) => at)).toEqual(all.filter((at) => at >= since));
      expect(cut).toBe(false);
    }),
  );
});

test('a long list is halved, not read, and a long answer is cut', async () => {
  const store = storeOf(Array.from({ length: 25_000 }, (_, at) => at));
  expect((await eventsFrom(store, 24_990)).events).toHaveLength(10);
  expect(store.asked.pages).toBeLessThan(50);
  expect((await eventsFrom(store, 0)).cut).toBe(true);
});
