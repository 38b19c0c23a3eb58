import { expect, test } from 'vitest';
import { paceOf } from '../../../../src/policy/access/dispatch-rate.ts';

test('the rate counts any minute, and says when the next one is let through', () => {
  const first = paceOf([], 1000, 2);
  expect(first).toEqual({ ok: true, times: [1000] });
  expect(paceOf([1000], 2000, 2)).toEqual({ ok: true, times: [1000, 2000] });
  expect(paceOf([1000, 2000], 30_000, 2)).toEqual({ ok: false, retryAfterMs: 31_000 });
  expect(paceOf([1000, 2000], 60_999, 2)).toEqual({ ok: false, retryAfterMs: 1 });
  expect(paceOf([1000, 2000], 61_000, 2)).toEqual({ ok: true, times: [2000, 61_000] });
});

test('0 is no limit, and a clock that was set back locks nobody out', () => {
  const many = Array.from({ length: 500 }, () => 1000);
  expect(paceOf(many, 1001, 0).ok).toBe(true);
  expect(paceOf([9_000_000, 9_000_001], 1000, 2).ok).toBe(true);
});
