import { expect, test } from 'vitest';
import { addUsage, noUsage, tokensOf } from '../../../src/domain/turn.ts';

const usage = { input: 1, output: 20, cacheRead: 300, cacheWrite: 4000, wallMs: 50_000 };

test('all four kinds of tokens count, and time does not', () => {
  expect(tokensOf(usage)).toBe(4321);
});

test('a sum adds every kind apart', () => {
  expect(addUsage(usage, usage)).toEqual({
    input: 2,
    output: 40,
    cacheRead: 600,
    cacheWrite: 8000,
    wallMs: 100_000,
  });
  expect(addUsage(usage, noUsage)).toEqual(usage);
});

test('a cost is unknown only while neither side knows one', () => {
  expect(addUsage(usage, usage)).not.toHaveProperty('costUsd');
  expect(addUsage({ ...usage, costUsd: 0.5 }, usage).costUsd).toBe(0.5);
  expect(addUsage(usage, { ...usage, costUsd: 0.5 }).costUsd).toBe(0.5);
  expect(addUsage({ ...usage, costUsd: 0.25 }, { ...usage, costUsd: 0.5 }).costUsd).toBe(0.75);
});
