import { describe, expect, it } from 'vitest';
import { killAgainAndAgain } from './support/kill-writer.ts';

describe('the embedded store when its process is killed', () => {
  it.each([1, 2, 3])(
    'has every acknowledged commit after ten kills at moments of chance (seed %i)',
    async (seed) => {
      expect(await killAgainAndAgain({ kills: 10, seed })).toBeGreaterThan(20);
    },
  );
});
