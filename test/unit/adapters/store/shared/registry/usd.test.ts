import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { exceedsUsd, minusUsd, plusUsd } from '../../../../../../adapters/store/shared/registry/usd.ts';

const cents = fc.integer({ min: 0, max: 1_000_000 });
/** Whatever an agent may say that a turn has cost. */
const anything = fc.double({ min: 0, max: 10_000, noNaN: true });

const sumOf = (amounts: readonly number[]): number => amounts.reduce(plusUsd, 0);

describe('dollars', () => {
  it('in whole cents add up to the cent, in any number and order', () => {
    fc.assert(
      fc.property(fc.array(cents, { maxLength: 200 }), (amounts) => {
        const total = amounts.reduce((sum, amount) => sum + amount, 0) / 100;
        expect(sumOf(amounts.map((amount) => amount / 100))).toBe(total);
        expect(exceedsUsd(sumOf(amounts.toReversed().map((amount) => amount / 100)), total)).toBe(false);
      }),
    );
  });

  it('that are taken away again leave nothing behind, not even a minus, in any order', () => {
    fc.assert(
      fc.property(fc.array(anything, { maxLength: 50 }), (amounts) => {
        const total = sumOf(amounts);
        expect(amounts.toSorted((a, b) => a - b).reduce(minusUsd, total)).toBe(0);
      }),
    );
  });

  it('of one amount fit a limit of that amount, whatever it is', () => {
    fc.assert(
      fc.property(anything, (usd) => {
        expect(exceedsUsd(plusUsd(0, usd), usd)).toBe(false);
      }),
    );
  });

  it('fit a limit that only rounding makes smaller, and exceed one that is a thousandth of a cent less', () => {
    expect(exceedsUsd(0.1 + 0.2, 0.3)).toBe(false);
    expect(exceedsUsd(0.3, 0.299_99)).toBe(true);
    expect(exceedsUsd(2_000_000, 1_999_999.999_99)).toBe(true);
    expect(plusUsd(0.1, 0.2)).toBe(0.3);
    expect(minusUsd(0.3, 0.1)).toBe(0.2);
  });

  it('may be overdrawn', () => {
    expect(minusUsd(1, 2.5)).toBe(-1.5);
  });

  it('lose less than a billionth with each amount', () => {
    const turns = Array.from({ length: 1000 }, () => 0.123_456_789_4);
    expect(Math.abs(sumOf(turns) - 123.456_789_4)).toBeLessThan(1e-6);
  });
});
