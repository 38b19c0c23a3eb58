import * as fc from 'fast-check';
import { expect, test } from 'vitest';
import { civilDate, dayMs, startOfDate } from '../../../../src/domain/recurring/civil-date.ts';

const moment = fc.date({ min: new Date(-1e14), max: new Date(2e14), noInvalidDate: true });
const examples: [Date][] = [
  '1970-01-01T00:00:00.000Z',
  '1969-12-31T23:59:59.999Z',
  '2024-02-29T12:00:00Z',
  '2025-02-28T23:59:59.999Z',
  '2000-02-29T00:00:00Z',
  '2100-02-28T23:59:59.999Z',
  '2100-03-01T00:00:00Z',
  '2026-12-31T23:59:59.999Z',
].map((text) => [new Date(text)]);

test('the date of a moment is that of the calendar in UTC', () => {
  fc.assert(
    fc.property(moment, (date) => {
      expect(civilDate(date.getTime())).toEqual({
        year: date.getUTCFullYear(),
        month: date.getUTCMonth() + 1,
        day: date.getUTCDate(),
      });
    }),
    { examples },
  );
});

test('a date begins at its midnight, and every moment lies in its date', () => {
  fc.assert(
    fc.property(moment, (date) => {
      const now = date.getTime();
      const start = startOfDate(civilDate(now));
      expect(start).toBe(Math.floor(now / dayMs) * dayMs);
    }),
    { examples },
  );
});

test('the month after December is January of the next year', () => {
  expect(startOfDate({ year: 2026, month: 13, day: 1 })).toBe(Date.UTC(2027, 0, 1));
});
