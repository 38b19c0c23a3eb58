import { describe, expect, it } from 'vitest';
import { durationMs } from '../../../src/text/read-duration.ts';

describe('durations as people write them', () => {
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
});
