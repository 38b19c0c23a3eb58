import { expect, test } from 'vitest';
import { hookRetryDelay } from '../../../../src/policy/hooks/hook-retry.ts';

test('three more tries, each after a longer while', () => {
  expect([1, 2, 3, 4].map((tries) => hookRetryDelay(tries))).toEqual([5000, 30_000, 120_000, undefined]);
});

test('who asks for a longer pause gets it, up to a quarter of an hour', () => {
  expect(hookRetryDelay(1, 60_000)).toBe(60_000);
  expect(hookRetryDelay(3, 60_000)).toBe(120_000);
  expect(hookRetryDelay(1, 86_400_000)).toBe(900_000);
});
