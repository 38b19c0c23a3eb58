import { expect, test } from 'vitest';
import { costOf, priceFor } from '../../../src/policy/price.ts';

const cheap = { input: 1, output: 2, cacheRead: 0.1, cacheWrite: 0.5 };
const dear = { ...cheap, output: 75 };
const usage = { input: 1_000_000, output: 500_000, cacheRead: 2_000_000, cacheWrite: 100_000, wallMs: 9 };

test('each kind of token has its price for a million', () => {
  expect(costOf(usage, cheap)).toBeCloseTo(1 + 1 + 0.2 + 0.05, 10);
  expect(costOf({ ...usage, input: 0, output: 0, cacheRead: 0, cacheWrite: 0 }, cheap)).toBe(0);
});

test('a model has its own price, any other one that of all others', () => {
  const table = { models: { opus: dear }, others: cheap };
  expect(priceFor(table, 'opus')).toBe(dear);
  expect(priceFor(table, 'haiku')).toBe(cheap);
  expect(priceFor(table, undefined)).toBe(cheap);
  expect(priceFor({ models: { opus: dear } }, 'haiku')).toBeUndefined();
});

test('a model called like something that every object has has no price by that', () => {
  expect(priceFor({ models: {} }, 'constructor')).toBeUndefined();
});
