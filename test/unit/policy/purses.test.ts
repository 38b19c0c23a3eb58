import * as fc from 'fast-check';
import { expect, test } from 'vitest';
import { dateOf, estimateUsd, nextPeriodStart, pursesOf, purseWords } from '../../../src/policy/purses.ts';

const now = Date.UTC(2026, 10, 21, 13, 5);
const spender = { user: 'slack:U1', channel: 'slack:C1', project: 'shop' };

test('a goal draws on every purse it belongs to, the smallest circle first', () => {
  const rules = {
    global: { day: 50, month: 500, total: 5000 },
    user: { day: 10 },
    channel: { month: 100 },
    project: { day: 20 },
  };
  expect(pursesOf(rules, spender, now)).toEqual([
    { key: 'user/slack:U1/2026-11-21', limitUsd: 10 },
    { key: 'channel/slack:C1/2026-11', limitUsd: 100 },
    { key: 'project/shop/2026-11-21', limitUsd: 20 },
    { key: 'global/2026-11-21', limitUsd: 50 },
    { key: 'global/2026-11', limitUsd: 500 },
    { key: 'global/total', limitUsd: 5000 },
  ]);
  expect(pursesOf({}, spender, now)).toEqual([]);
});

test('a purse of 0 is there, and always empty', () => {
  expect(pursesOf({ user: { day: 0 } }, spender, now)).toEqual([
    { key: 'user/slack:U1/2026-11-21', limitUsd: 0 },
  ]);
});

test('dates are those of the calendar, for any time', () => {
  fc.assert(
    fc.property(fc.date({ min: new Date(-1e13), max: new Date(2e14), noInvalidDate: true }), (date) => {
      expect(dateOf(date.getTime())).toBe(date.toISOString().slice(0, -14).replace(/^\+0*/, ''));
    }),
    { examples: [[new Date('2024-02-29T12:00:00Z')], [new Date('2100-03-01T00:00:00Z')], [new Date(0)]] },
  );
});

test.each([
  ['user/slack:U1/2026-11-21', '2026-11-22'],
  ['global/2026-11', '2026-12-01'],
])('the purse %s is filled again on %s', (key, day) => {
  expect(nextPeriodStart(key, now)).toBe(Date.parse(`${day}T00:00:00Z`));
});

test('the year ends like any month; what is for ever is never filled again', () => {
  const silvester = Date.UTC(2026, 11, 31, 23, 59);
  expect(nextPeriodStart('global/2026-12', silvester)).toBe(Date.UTC(2027, 0, 1));
  expect(nextPeriodStart('global/2026-12-31', silvester)).toBe(Date.UTC(2027, 0, 1));
  expect(nextPeriodStart('global/total', now)).toBeUndefined();
});

test('nine of ten turns cost no more than what is expected; without any it is a guess', () => {
  expect(estimateUsd([], 0.5)).toBe(0.5);
  expect(estimateUsd([0.2], 0.5)).toBe(0.2);
  expect(estimateUsd([9, 1, 2, 3, 4, 5, 6, 7, 8, 100], 0.5)).toBe(9);
});

test('a new purse begins when the period in its name ends, on the first day of the next month or the next day', () => {
  fc.assert(
    fc.property(fc.date({ min: new Date(0), max: new Date(2e14), noInvalidDate: true }), (date) => {
      const at = date.getTime();
      const keys = pursesOf({ user: { day: 1, month: 1 } }, spender, at).map(({ key }) =>
        nextPeriodStart(key, at),
      );
      const [year, month, day] = [date.getUTCFullYear(), date.getUTCMonth(), date.getUTCDate()];
      expect(keys).toEqual([Date.UTC(year, month, day + 1), Date.UTC(year, month + 1, 1)]);
    }),
    {
      examples: [
        [new Date('2028-02-28T23:59:59Z')],
        [new Date('2100-02-28T00:00:00Z')],
        [new Date('2026-12-31T00:00:00Z')],
      ],
    },
  );
});

const keyAt = (at: number) => pursesOf({ user: { day: 1 } }, spender, at)[0]?.key ?? '';

test('a moment before midnight and one after it draw on different purses, and the old one is not waited for', () => {
  const midnight = Date.UTC(2026, 10, 22);
  expect(keyAt(midnight - 1)).not.toBe(keyAt(midnight));
  expect(nextPeriodStart(keyAt(midnight - 1), midnight + 5)).toBe(midnight + 5);
});

test('the period of a purse is read from its end, whatever its owner is called', () => {
  expect(nextPeriodStart('project/2026-11/total', now)).toBeUndefined();
  expect(nextPeriodStart('project/2026-11-20/2026-12', now)).toBe(Date.UTC(2027, 0, 1));
});

test.each([
  ['user/slack:U1/2026-11-21', 'what slack:U1 may spend a day'],
  ['channel/slack:C1/2026-11', 'what may be spent in slack:C1 a month'],
  ['project/shop/2026-11-21', 'what may be spent on shop a day'],
  ['global/2026-11', 'what everybody together may spend a month'],
  ['global/total', 'what everybody together may spend in all'],
])('people read the purse %s as “%s”', (key, words) => {
  expect(purseWords(key)).toBe(words);
});

test('at most one turn in ten cost more than is expected of the next', () => {
  fc.assert(
    fc.property(
      fc.array(fc.double({ min: 0, max: 1e4, noNaN: true }), { minLength: 1, maxLength: 50 }),
      (costs) => {
        const expected = estimateUsd(costs, 0.5);
        expect(costs).toContain(expected);
        expect(costs.filter((cost) => cost > expected).length).toBeLessThanOrEqual(costs.length / 10);
        // Nothing smaller that was ever paid would do.
        const smaller = costs.filter((cost) => cost < expected);
        expect(smaller.length).toBeLessThan(Math.ceil(costs.length * 0.9));
      },
    ),
  );
});
