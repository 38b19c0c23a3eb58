import { expect, test } from 'vitest';
import { createLimiter } from '../../../../../../adapters/http/pages/guard/limiter.ts';
import { createFakeClock } from '../../../../../support/core/fake-clock.ts';

test('so many are taken within the time, for each key by itself, and again after it', async () => {
  const clock = createFakeClock();
  const limiter = createLimiter(clock, 2, 1000);
  expect([1, 2, 3].map(() => limiter.take('a'))).toEqual([true, true, false]);
  expect(limiter.take('b')).toBe(true);
  await clock.advance(999);
  expect(limiter.take('a')).toBe(false);
  await clock.advance(1);
  expect(limiter.take('a')).toBe(true);
});
