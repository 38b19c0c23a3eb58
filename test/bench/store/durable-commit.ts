import { goalIdOf } from '../../../src/domain/ids.ts';
import type { BenchRow, Measured } from '../bench-row.ts';
import { inFolder, inTurns } from '../measure.ts';
import { commitInParallel, createGoals, lineLike, openBench } from './bench-store.ts';
import { rawFile } from './raw-file.ts';

const rawAppends = 200;

/** Rate of commits against the rate of single raw appends with a sync each. */
const compare = (goals: number, each: number): Promise<Measured> =>
  inFolder(async (folder) => {
    const store = await openBench(folder);
    const raw = rawFile(folder, lineLike());
    await createGoals(store, goals);
    const ids = Array.from({ length: goals }, (_, index) => goalIdOf(index + 1));
    const [ours, theirs] = await inTurns(
      9,
      () => commitInParallel(store, ids, each),
      () => {
        for (let step = 0; step < rawAppends; step += 1) raw.append(1);
      },
    );
    raw.close();
    await store.close();
    const [perCommit, perAppend] = [ours / (goals * each), theirs / rawAppends];
    const detail = `${Math.round(1000 * perCommit)} µs against ${Math.round(1000 * perAppend)} µs`;
    return { value: perAppend / perCommit, detail };
  });

export const oneGoal: BenchRow = {
  name: 'durable commit through the contract, 1 goal',
  baseline: 'raw append + fdatasync',
  target: { kind: 'at least', value: 0.6 },
  unit: '×',
  run: () => compare(1, 200),
};

export const manyGoals: BenchRow = {
  name: 'durable commit through the contract, 100 goals',
  baseline: 'raw append + fdatasync',
  target: { kind: 'at least', value: 8 },
  unit: '×',
  run: () => compare(100, 40),
};
