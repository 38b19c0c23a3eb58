import { expect, test } from 'vitest';
import { isStale } from '../../../../../../adapters/store/shared/registry/forget-stale.ts';

const day = 24 * 60 * 60 * 1000;
const now = 1000 * day;
const purse = (key: string, reservedUsd = 0) => ({
  key,
  spentUsd: 3,
  reservedUsd,
  record: 1,
  at: now - 71 * day,
});

test('a purse that nobody touched for ten weeks is forgotten', () => {
  expect(isStale(purse('user/slack:U1/2026-09-01'), now)).toBe(true);
  expect(isStale({ ...purse('user/slack:U1/2026-09-01'), at: now - 69 * day }, now)).toBe(false);
});

test('one that is for ever is not, nor one with money set aside', () => {
  expect(isStale(purse('global/total'), now)).toBe(false);
  expect(isStale(purse('global/2026-09', 0.5), now)).toBe(false);
});
