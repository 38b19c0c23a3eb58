import { expect, test } from 'vitest';
import {
  spendWords,
  tickTime,
  timeTicks,
  valueTicks,
} from '../../../../../../adapters/chat/shared/picture/scales.ts';

const minute = 60_000;

test('time has round ticks from nothing on, few enough to be read', () => {
  expect(timeTicks(95 * minute, 8)).toEqual([0, 15, 30, 45, 60, 75, 90].map((count) => count * minute));
  expect(timeTicks(40_000, 8)).toEqual([0, 5, 10, 15, 20, 25, 30, 35, 40].map((count) => count * 1000));
  for (const lasts of [1, 999, 7 * minute, 1e9, 1e12, 1e18])
    expect(timeTicks(lasts, 8).length).toBeLessThanOrEqual(9);
});

test('a tick says time as people do', () => {
  expect([0, 5000, 90_000, 30 * minute, 90 * minute, 26 * 60 * minute].map(tickTime)).toEqual([
    '0',
    '5 s',
    '1 min 30 s',
    '30 min',
    '1 h 30 min',
    '1 d 2 h',
  ]);
});

test('values have steps of 1, 2 or 5', () => {
  expect(valueTicks(2.31, 3)).toEqual([0, 1, 2]);
  expect(valueTicks(5720, 3)).toEqual([0, 2000, 4000]);
  expect(valueTicks(0.004, 3)).toEqual([0, 0.002, 0.004]);
});

test('money has a sign, and large sums are short', () => {
  expect([0, 0.004, 2.5, 1500, 2e9].map((value) => spendWords(value, 'usd'))).toEqual([
    '$0.00',
    '$0.0040',
    '$2.50',
    '$1.5k',
    '$2G',
  ]);
  expect([850, 5720, 999_600, 2e6].map((value) => spendWords(value, 'tokens'))).toEqual([
    '850',
    '5.7k',
    '1M',
    '2M',
  ]);
});
