import * as fc from 'fast-check';
import { expect, test } from 'vitest';
import { utcMoment, utcTime } from '../../../src/text/utc.ts';

test.each([
  [0, '1970-01-01 00:00:00 UTC'],
  [Date.UTC(2024, 1, 29, 23, 59, 59, 999), '2024-02-29 23:59:59 UTC'],
  [Date.UTC(2026, 11, 31, 12, 3, 6), '2026-12-31 12:03:06 UTC'],
  [Date.UTC(2000, 2, 1), '2000-03-01 00:00:00 UTC'],
  [-1, '1969-12-31 23:59:59 UTC'],
])('%d is %s', (epochMs, words) => {
  expect(utcMoment(epochMs)).toBe(words);
});

test('a time alone has no date and no seconds', () => {
  expect(utcTime(Date.UTC(2026, 10, 21, 12, 3, 59))).toBe('12:03 UTC');
});

test('every moment of four centuries is the one of the calendar', () => {
  const moments = fc.integer({ min: Date.UTC(1900, 0, 1), max: Date.UTC(2300, 0, 1) });
  fc.assert(
    fc.property(moments, (epochMs) => {
      const iso = new Date(epochMs).toISOString();
      expect(utcMoment(epochMs)).toBe(`${iso.slice(0, 10)} ${iso.slice(11, 19)} UTC`);
      expect(utcTime(epochMs)).toBe(`${iso.slice(11, 16)} UTC`);
    }),
  );
});
