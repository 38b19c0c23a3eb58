import { describe, expect, it } from 'vitest';
import { cutAfter } from '../../integration/store/support/cut-power.ts';

const blocks = Array.from({ length: 20 }, (_, block) => block);

describe('the embedded store under twelve hundred power cuts', () => {
  it.each(blocks)(
    'keeps every acknowledged commit, with the power cut after each operation (block %i)',
    async (block) => {
      let acknowledged = 0;
      for (let step = 0; step < 20; step += 1) {
        const seed = 10_000 + 20 * block + step;
        acknowledged += await cutAfter({ operations: 20 * block + step + 1, seed, cuts: 3 });
      }
      expect(acknowledged).toBeGreaterThan(0);
    },
  );
});
