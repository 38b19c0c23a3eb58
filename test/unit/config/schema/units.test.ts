import { describe, expect, it } from 'vitest';
import { countOf, dollarsOf } from '../../../../src/config/schema/units.ts';

describe('units of the configuration', () => {
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
