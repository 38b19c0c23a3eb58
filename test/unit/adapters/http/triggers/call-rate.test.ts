import { expect, test } from 'vitest';
import { createCallRate } from '../../../../../adapters/http/triggers/call-rate.ts';

test('so many calls in any minute, and then it is said how long to wait', () => {
  const rate = createCallRate(2);
  expect([rate(0), rate(10_000), rate(20_000), rate(59_999), rate(60_000), rate(60_001)]).toEqual([
    undefined,
    undefined,
    40_000,
    1,
    undefined,
    9999,
  ]);
});
