import { describe, expect, it } from 'vitest';
import {
  bytesOf,
  countOf,
  dollarsOf,
  PositiveCountSchema,
  PositiveDollarsSchema,
} from '../../../../src/config/schema/units.ts';

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

  it.each([
    ['0', 0],
    [4096, 4096],
    ['500b', 500],
    ['20GB', 20 * 1024 ** 3],
    ['1.5 MiB', 1.5 * 1024 ** 2],
    ['2t', 2 * 1024 ** 4],
  ])('reads the size %j', (text, bytes) => {
    expect(bytesOf(text)).toBe(bytes);
  });

  it.each([1.5, -1, '', 'GB', '5ib', '20 apples', Number.NaN])('does not take %j for a size', (text) => {
    expect(bytesOf(text)).toBeUndefined();
  });

  it.each([0, '0', '0.0', '$0', '0k', '0m'])('knows that %j is nothing, however it is written', (text) => {
    expect(
      [PositiveCountSchema, PositiveDollarsSchema].some((schema) => schema.safeParse(text).success),
    ).toBe(false);
  });

  it.each([-1, '-1', '5eur', 'free', '', Number.NaN])('does not take %j for dollars', (text) => {
    expect(dollarsOf(text)).toBeUndefined();
  });
});
