import { describe, expect, it } from 'vitest';
import { cutAfter } from './support/cut-power.ts';

describe('the embedded store when the power is cut', () => {
  it.each(Array.from({ length: 12 }, (_, block) => block))(
    'keeps every acknowledged commit wherever the power is cut (cuts of block %i)',
    async (block) => {
      let acknowledged = 0;
      for (let step = 0; step < 9; step += 1) {
        const cut = 9 * block + step + 1;
        acknowledged += await cutAfter({ operations: cut * 3, seed: cut, cuts: 2 });
      }
      expect(acknowledged).toBeGreaterThan(0);
    },
  );
});
