import { describe, expect, it } from 'vitest';
import {
  claimLease,
  fenceOf,
  holdsLease,
  isHeld,
  newLeases,
  releaseLease,
} from '../../../../../adapters/store/shared/leases.ts';
import { goalIdOf } from '../../../../../src/domain/ids.ts';

const goal = goalIdOf(1);

describe('leases', () => {
  it('are held by one worker at a time, also when it is the same one that asks again', () => {
    const leases = newLeases(1);
    expect(claimLease(leases, goal)).toBeDefined();
    expect(claimLease(leases, goal)).toBeUndefined();
    expect(isHeld(leases, goal)).toBe(true);
  });

  it('bear higher fences in a later life, however many the earlier one gave out', () => {
    const earlier = newLeases(7);
    earlier.next += 999_999_998;
    const last = claimLease(earlier, goal);
    const first = claimLease(newLeases(8), goal);
    expect(first?.fence).toBeGreaterThan(last?.fence ?? Infinity);
    expect(Number.isSafeInteger(newLeases(9_000_000).next)).toBe(true);
  });

  it('that were given back leave their fence as the newest until the next claim', () => {
    const leases = newLeases(1);
    const lease = claimLease(leases, goal);
    if (lease) releaseLease(leases, lease);
    expect(fenceOf(leases, goal)).toBe(lease?.fence);
    expect(lease && holdsLease(leases, lease)).toBe(false);
  });
});
