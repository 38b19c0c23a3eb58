import { expect, test } from 'vitest';
import { longestRetryMs, retryDelayMs } from '../../../src/policy/backoff.ts';

test('what the vendor asked for is kept to, and never undercut by chance', () => {
  expect(retryDelayMs(7000, 1, 0)).toBe(7000);
  expect(retryDelayMs(7000, 5, 0.999)).toBeGreaterThan(7000);
  expect(retryDelayMs(7000, 5, 0.999)).toBeLessThanOrEqual(7700);
});

test('a vendor that asks for hours is asked again after 15 minutes', () => {
  expect(retryDelayMs(36_000_000, 1, 0.5)).toBe(longestRetryMs);
  expect(longestRetryMs).toBe(900_000);
});

test('without a word it is 30, 60, then 120 seconds, and stays there', () => {
  expect([1, 2, 3, 4, 9].map((tries) => retryDelayMs(undefined, tries, 0))).toEqual([
    30_000, 60_000, 120_000, 120_000, 120_000,
  ]);
});

test('a vendor that says “now” is believed', () => {
  expect(retryDelayMs(0, 3, 0.9)).toBe(0);
});
