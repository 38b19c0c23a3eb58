import { expect, test } from 'vitest';
import { doubtSettlesMs, resendDelayMs } from '../../../src/policy/posting.ts';

test('a post that cannot be sent is tried after 1, 2, 4 … seconds, at most a minute', () => {
  expect([1, 2, 3, 4, 6, 7, 100].map(resendDelayMs)).toEqual([
    1000, 2000, 4000, 8000, 32_000, 60_000, 60_000,
  ]);
  expect(resendDelayMs(0)).toBe(1000);
});

test('before a doubtful post is looked for, the platform has a moment to store it', () => {
  expect(doubtSettlesMs).toBeGreaterThanOrEqual(1000);
});
