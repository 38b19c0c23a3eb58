import { openLowdbStore } from '../../../../adapters/store/lowdb/create-lowdb-store.ts';
import { goalIdOf } from '../../../../src/domain/ids.ts';
import type { Store } from '../../../../src/ports/store/store.ts';
import { clock, silent } from '../../../contract/store/labs.ts';
import { afterPowerCut, diskFiles, newDisk, type MemoryDisk } from './memory-disk.ts';
import { seededChance } from './seeded-chance.ts';
import { verify, work, type Acknowledged } from './workload.ts';

const goals = [1, 2, 3, 4, 5].map(goalIdOf);

/** A store on a disk in memory, with segments so small that it rotates every few commits. */
export const openOn = (disk: MemoryDisk, segmentBytes = 4_000): Promise<Store> =>
  openLowdbStore({ folder: '/store', clock, logger: silent, files: diskFiles(disk), segmentBytes });

/**
 * Lets five writers work on a store, cuts the power after that many operations of the disk, checks what is there
 * afterwards, and goes on from there for as many cuts as asked.
 * @returns how many commits were acknowledged
 */
export async function cutAfter(plan: { operations: number; seed: number; cuts: number }): Promise<number> {
  const chance = seededChance(plan.seed);
  const acknowledged: Acknowledged = new Map();
  let disk = newDisk();
  for (let cut = 0; cut < plan.cuts; cut += 1) {
    await workUntilCut(disk, plan.operations, acknowledged);
    disk = afterPowerCut(disk, chance);
    await verifyOn(disk, acknowledged);
  }
  return [...acknowledged.values()].reduce((sum, version) => sum + version, 0);
}

function workUntilCut(disk: MemoryDisk, operations: number, acknowledged: Acknowledged): Promise<void> {
  return new Promise((resolve, reject) => {
    disk.operations = 0;
    disk.fault = () => {
      if (disk.operations < operations) return undefined;
      disk.dead = true;
      resolve();
      return undefined;
    };
    openOn(disk)
      .then((store) => Promise.all(goals.map((id) => work(store, id, () => !disk.dead, acknowledged))))
      .catch(reject);
  });
}

/** Opens the disk, looks, and takes note of what was written without having been acknowledged. */
async function verifyOn(disk: MemoryDisk, acknowledged: Acknowledged): Promise<void> {
  const store = await openOn(disk);
  await verify(store, acknowledged);
  for (const { id, version } of await store.list({})) acknowledged.set(id, version);
  await store.close();
}
