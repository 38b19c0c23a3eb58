import { openLowdbStore } from '../../../../adapters/store/lowdb/create-lowdb-store.ts';
import { goalIdOf } from '../../../../src/domain/ids.ts';
import { clock, silent } from '../../../contract/store/labs.ts';
import { work, type Acknowledged } from '../support/workload.ts';

/** Leads five goals on until it is killed, and prints `<goal> <version>` for each commit that the store confirmed. */
async function main(folder: string): Promise<void> {
  const store = await openLowdbStore({ folder, clock, logger: silent, segmentBytes: 20_000 });
  const told: Acknowledged = new Map();
  // Standard output is a pipe, and pipes are written at once: what was printed before the kill arrives.
  told.set = (id, version) => {
    process.stdout.write(`${id} ${version}\n`);
    return told;
  };
  await Promise.all([1, 2, 3, 4, 5].map((number) => work(store, goalIdOf(number), () => true, told)));
}

await main(process.argv[2] ?? '');
