import { describe, expect, it } from 'vitest';
import { systemRandom } from '../../../../adapters/system/system-random.ts';

describe('system random', () => {
  it('makes version-4 UUIDs that differ', () => {
    const ids = Array.from({ length: 200 }, () => systemRandom.uuid());
    expect(new Set(ids).size).toBe(200);
    expect(ids[0]).toMatch(/^[0-9a-f]{8}-[0-9a-f]{4}-4[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}$/);
  });

  it('makes numbers of at least 0 and below 1, spread over the range', () => {
    const numbers = Array.from({ length: 2000 }, () => systemRandom.unit());
    expect(numbers.every((number) => number >= 0 && number < 1)).toBe(true);
    expect(numbers.some((number) => number < 0.1) && numbers.some((number) => number > 0.9)).toBe(true);
  });
});
