import { describe, expect, it } from 'vitest';
import { countOf, dollarsOf, durationMs } from '../../../../src/config/schema/units.ts';

describe('units of the configuration', () => {
  it.each([
    ['90s', 90_000],
    ['30m', 1_800_000],
    ['2h', 7_200_000],
    ['1d', 86_400_000],
    ['1h30m', 5_400_000],
    ['1.5h', 5_400_000],
    ['1500ms', 1500],
    [' 2 H ', 7_200_000],
    [2500, 2500],
    [0, 0],
  ])('reads the time %j', (text, ms) => {
    expect(durationMs(text)).toBe(ms);
  });

  it.each(['', 'soon', '2', '2 weeks', '-1s', 's', '1h-', -5, Number.NaN, Number.POSITIVE_INFINITY])(
    'does not take %j for a time',
    (text) => {
      expect(durationMs(text)).toBeUndefined();
    },
  );

  it.each([
    [40, 40],
    ['40', 40],
    ['500k', 500_000],
    ['2M', 2_000_000],
    ['1.5m', 1_500_000],
  ])('reads the count %j', (text, count) => {
    expect(countOf(text)).toBe(count);
  });

  it.each([1.5, -1, 'many', '2G', '', Number.NaN])('does not take %j for a count', (text) => {
    expect(countOf(text)).toBeUndefined();
  });

  it.each([
    [5, 5],
    ['5', 5],
    ['$5', 5],
    ['2.50usd', 2.5],
    ['0', 0],
  ])('reads the dollars %j', (text, dollars) => {
    expect(dollarsOf(text)).toBe(dollars);
  });

  it.each([-1, '-1', '5eur', 'free', '', Number.NaN])('does not take %j for dollars', (text) => {
    expect(dollarsOf(text)).toBeUndefined();
  });
});
