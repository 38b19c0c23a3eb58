import { monitorEventLoopDelay } from 'node:perf_hooks';
import { realFiles, type FileOps } from '../../../adapters/store/lowdb/disk/file-ops.ts';
import { goalIdOf } from '../../../src/domain/ids.ts';
import type { BenchRow } from '../bench-row.ts';
import { inFolder } from '../measure.ts';
import { commitInParallel, createGoals, openBench } from './bench-store.ts';

const goals = 100;
const resolutionMs = 1;

/** A disk whose syncs take five milliseconds longer. */
const slowDisk: FileOps = {
  ...realFiles,
  fdatasync: (fd, done) => realFiles.fdatasync(fd, (error) => setTimeout(done, 5, error)),
};

export const loopDelay: BenchRow = {
  name: 'event-loop delay p99, 100 goals, fsync + 5 ms',
  baseline: '-',
  target: { kind: 'at most', value: 3 },
  unit: 'ms',
  run: () =>
    inFolder(async (folder) => {
      const store = await openBench(folder, { files: slowDisk });
      await createGoals(store, goals);
      const ids = Array.from({ length: goals }, (_, index) => goalIdOf(index + 1));
      await commitInParallel(store, ids, 20);
      const histogram = monitorEventLoopDelay({ resolution: resolutionMs });
      histogram.enable();
      await commitInParallel(store, ids, 300);
      histogram.disable();
      await store.close();
      const ms = (nanoseconds: number): number => Math.max(0, nanoseconds / 1e6 - resolutionMs);
      return {
        value: ms(histogram.percentile(99)),
        detail: `p50 ${ms(histogram.percentile(50)).toFixed(2)} ms, longest ${ms(histogram.max).toFixed(1)} ms`,
      };
    }),
};
