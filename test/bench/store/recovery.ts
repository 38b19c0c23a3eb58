import { readdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { realFiles } from '../../../adapters/store/lowdb/disk/file-ops.ts';
import { recover } from '../../../adapters/store/lowdb/recover.ts';
import { storePaths } from '../../../adapters/store/lowdb/store-paths.ts';
import { goalIdOf } from '../../../src/domain/ids.ts';
import type { BenchRow } from '../bench-row.ts';
import { inFolder, inTurns } from '../measure.ts';
import { commitInParallel, createGoals, openBench } from './bench-store.ts';

const goals = 10_000;
const tail = 20_000;

/** A store with a snapshot of all goals and a tail of records after it. */
async function buildStore(folder: string): Promise<void> {
  const first = await openBench(folder);
  await createGoals(first, goals);
  await first.close();
  const second = await openBench(folder, { segmentBytes: Infinity });
  const ids = Array.from({ length: goals }, (_, index) => goalIdOf(index + 1));
  await commitInParallel(second, ids, tail / goals);
  // Not closed: that would write a snapshot and leave no tail. Every write was waited for.
}

/** The least that anybody must do: read the bytes and parse them. */
async function readAndParse(folder: string): Promise<number> {
  const paths = storePaths(folder);
  let parsed = JSON.parse(await readFile(paths.snapshot, 'utf8')).rows.length;
  for (const name of await readdir(paths.journal)) {
    const text = await readFile(join(paths.journal, name), 'utf8');
    for (const line of text.split('\n')) if (line !== '' && JSON.parse(line.slice(9))) parsed += 1;
  }
  return parsed;
}

export const recovery: BenchRow = {
  name: 'recovery: 10,000 goals + 20,000-record tail',
  baseline: 'read + JSON.parse of the same bytes',
  target: { kind: 'at most', value: 2 },
  unit: '×',
  run: () =>
    inFolder(async (folder) => {
      await buildStore(folder);
      const [ours, theirs] = await inTurns(
        5,
        () => recover(realFiles, storePaths(folder)),
        () => readAndParse(folder),
      );
      return { value: ours / theirs, detail: `${Math.round(ours)} ms against ${Math.round(theirs)} ms` };
    }),
};
