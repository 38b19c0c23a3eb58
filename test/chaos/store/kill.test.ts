import { describe, expect, it } from 'vitest';
import { killAgainAndAgain } from '../../integration/store/support/kill-writer.ts';

const blocks = Array.from({ length: 24 }, (_, block) => 1_000 + block);

describe('the embedded store under two hundred and forty kills', () => {
  it.each(blocks)(
    'has every acknowledged commit after ten kills at moments of chance (seed %i)',
    async (seed) => {
      expect(await killAgainAndAgain({ kills: 10, seed })).toBeGreaterThan(0);
    },
  );
});
