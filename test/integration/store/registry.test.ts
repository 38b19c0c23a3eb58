import { describe, expect, it } from 'vitest';
import { goalIdOf } from '../../../src/domain/ids.ts';
import type { Commit } from '../../../src/ports/store/goal-store.ts';
import type { Store } from '../../../src/ports/store/store.ts';
import { mustCommit, pursesIn, reasonOf, reservationOf } from '../../contract/store/samples.ts';
import { openOn } from './support/cut-power.ts';
import { holdSyncs, isPending } from './support/hold-syncs.ts';
import { afterPowerCut, newDisk, type MemoryDisk } from './support/memory-disk.ts';
import { wide } from './support/on-disk.ts';

const limits = { day: 5 };

const first: Commit = {
  settle: [{ id: 'G-0/e1', usd: 1, costKey: 'claude' }],
  reserve: [reservationOf('G-1/e1', 2, limits), reservationOf('G-9/e1', 1, { other: 1 })],
  cooldowns: [{ agent: 'claude', until: 100, why: 'busy' }],
};

/** Ends one pause, spends money, and leaves no room in the purse. */
const second: Commit = {
  settle: [{ id: 'G-1/e1', usd: 1.5, costKey: 'claude' }],
  reserve: [reservationOf('G-1/e2', 3.5, limits)],
  cooldowns: [{ agent: 'claude', until: 0, why: 'over' }],
};

/** A store in which the second commit has been written and is not synced yet. */
async function underWay() {
  const disk = newDisk();
  const store = await openOn(disk, wide);
  await mustCommit(store, first);
  const syncs = holdSyncs(disk);
  const write = store.commit(second);
  await syncs.reached;
  return { disk, store, write, open: syncs.open };
}

const readsOf = (store: Store): readonly Promise<unknown>[] => [
  store.purses(),
  store.turnCosts('claude'),
  store.cooldowns(50),
  store.commit({ reserve: [reservationOf('G-2/e1', 1, limits)] }),
];

describe('before money is safely set aside', () => {
  it('nobody is told of it, nor that a purse is empty because of it', async () => {
    const { store, write, open } = await underWay();
    const reads = readsOf(store);
    for (const read of reads) expect(await isPending(read)).toBe(true);
    open();
    expect((await write).ok).toBe(true);
    expect(await Promise.all(reads)).toEqual([
      [
        { key: 'day', spentUsd: 1.5, reservedUsd: 3.5 },
        { key: 'other', spentUsd: 0, reservedUsd: 1 },
      ],
      [1, 1.5],
      [],
      { ok: false, reason: 'purse-empty', purse: 'day', leftUsd: 0, limitUsd: 5 },
    ]);
  });

  it('nobody can set it aside a second time', async () => {
    const { store, write, open } = await underWay();
    const rivals = Array.from({ length: 20 }, (_, rival) =>
      store.commit({ reserve: [reservationOf(`G-${rival + 2}/e1`, 0.5, { day: 6 })] }),
    );
    open();
    await write;
    const results = await Promise.all(rivals);
    expect(results.filter((result) => result.ok)).toHaveLength(2);
    expect(await pursesIn(store)).toMatchObject({ day: [1.5, 4.5] });
  });

  it('readers of what it does not touch do not wait', async () => {
    const { store, write, open } = await underWay();
    expect(await isPending(store.turnCosts('other'))).toBe(false);
    const full = store.commit({ reserve: [reservationOf('G-3/e1', 1, { other: 1 })] });
    expect(await isPending(full)).toBe(false);
    expect(reasonOf(await full)).toBe('purse-empty');
    open();
    expect((await write).ok).toBe(true);
  });

  it('a reader waits for what was there when it asked, not for all that comes', async () => {
    const { disk, store, write, open } = await underWay();
    const asked = store.purses();
    const later = store.commit({ reserve: [reservationOf('G-4/e1', 9, { later: 9 })] });
    open();
    await write;
    const again = holdSyncs(disk);
    expect(await asked).not.toContainEqual({ key: 'later', spentUsd: 0, reservedUsd: 9 });
    again.open();
    await later;
  });

  it('a failed sync is told to readers, and a power cut brings back what was there before', async () => {
    const { disk, store, write, open } = await underWay();
    const reads = readsOf(store);
    disk.fault = (operation) => (operation === 'sync' ? new Error('EIO') : undefined);
    const rival = store.commit({ reserve: [reservationOf('G-5/e1', 0.1, { day: 9 })] });
    open();
    await write;
    await expect(rival).rejects.toMatchObject({ code: 'STORE_FAILED' });
    await Promise.all(reads);
    await expect(store.purses()).rejects.toMatchObject({ code: 'STORE_FAILED' });
    expect(await store.turnCosts('claude')).toEqual([1, 1.5]);
    const again = await openOn(
      afterPowerCut(disk, () => 0),
      wide,
    );
    expect(await pursesIn(again)).toEqual({ day: [1.5, 3.5], other: [0, 1] });
  });
});

/** Opens a disk as if its machine had lost power, with nothing kept that was not synced. */
const reopened = (disk: MemoryDisk): Promise<Store> =>
  openOn(
    afterPowerCut(disk, () => 0),
    wide,
  );

describe('a commit of goal and money that is not synced', () => {
  it('is gone as a whole when the power is cut', async () => {
    const { disk } = await underWay();
    const store = await reopened(disk);
    expect(await pursesIn(store)).toEqual({ day: [0, 2], other: [0, 1] });
    expect(await store.turnCosts('claude')).toEqual([1]);
    expect(await store.cooldowns(50)).toHaveLength(1);
    await mustCommit(store, second);
    expect(await store.load(goalIdOf(1))).toBeUndefined();
  });
});
