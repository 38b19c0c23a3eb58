import { goalIdOf } from '../../../src/domain/ids.ts';
import type { BenchRow } from '../bench-row.ts';
import { inFolder, inTurns } from '../measure.ts';
import { commitInParallel, createGoals, openBench } from './bench-store.ts';

const commits = 300;

const per = (ms: number): string => `${Math.round((1000 * ms) / commits)} µs`;

/** Snapshots included: enough is written for several of them at either size. */
export const commitCost: BenchRow = {
  name: 'one commit at 10,000 goals',
  baseline: 'one commit at 10 goals',
  target: { kind: 'at most', value: 1.3 },
  unit: '×',
  run: () =>
    inFolder((many) =>
      inFolder(async (few) => {
        const [large, small] = [await openBench(many), await openBench(few)];
        await createGoals(large, 10_000);
        await createGoals(small, 10);
        const [atMany, atFew] = await inTurns(
          41,
          () => commitInParallel(large, [goalIdOf(5_000)], commits),
          () => commitInParallel(small, [goalIdOf(5)], commits),
        );
        await Promise.all([large.close(), small.close()]);
        return { value: atMany / atFew, detail: `${per(atMany)} against ${per(atFew)}` };
      }),
    ),
};
