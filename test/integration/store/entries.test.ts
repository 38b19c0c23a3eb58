import { describe, expect, it } from 'vitest';
import type { Commit } from '../../../src/ports/store/goal-store.ts';
import type { Store } from '../../../src/ports/store/store.ts';
import { goalCommit, mustCommit, noticeOf, reasonOf, waitingKeys } from '../../contract/store/samples.ts';
import { openOn } from './support/cut-power.ts';
import { holdSyncs, isPending } from './support/hold-syncs.ts';
import { afterPowerCut, newDisk } from './support/memory-disk.ts';
import { goal, wide } from './support/on-disk.ts';

const first: Commit = {
  ...goalCommit(goal),
  entries: [
    { key: 'a', expectedVersion: 0, value: 1 },
    { key: 'b', expectedVersion: 0, value: 1 },
  ],
};

/** A store in which a commit has been written that changes an entry, removes another and takes out a goal, and is not synced. */
async function underWay() {
  const disk = newDisk();
  const store = await openOn(disk, wide);
  await mustCommit(store, first);
  const version = (await store.entry('a'))?.version ?? 0;
  const syncs = holdSyncs(disk);
  const write = store.commit({
    entries: [
      { key: 'a', expectedVersion: version, value: 2 },
      { key: 'b', expectedVersion: version, value: undefined },
    ],
    purge: { id: goal, expectedVersion: 1 },
    posts: [noticeOf('report')],
  });
  await syncs.reached;
  return {
    disk,
    store,
    write,
    open: syncs.open,
    late: { entries: [{ key: 'b', expectedVersion: version, value: 3 }] },
  };
}

const answers = async (store: Store) => ({
  a: (await store.entry('a'))?.value,
  b: (await store.entry('b'))?.value,
  all: (await store.entries('')).length,
  goal: (await store.load(goal))?.version,
  waiting: await waitingKeys(store),
});

const before = { a: 1, b: 1, all: 2, goal: 1, waiting: [] };
const after = { a: 2, b: undefined, all: 1, goal: undefined, waiting: ['report'] };

describe('before entries are on the disk', () => {
  it('nobody is told of them, of one that is gone, of a goal that is, nor that somebody else was faster', async () => {
    const { store, write, open, late } = await underWay();
    const reads = [
      store.entry('a'),
      store.entry('b'),
      store.entries(''),
      store.load(goal),
      store.commit(late),
    ];
    for (const read of reads) expect(await isPending(read)).toBe(true);
    expect(await store.pending()).toEqual([]);
    open();
    expect((await write).ok).toBe(true);
    expect(await Promise.all(reads)).toMatchObject([
      { value: 2 },
      undefined,
      [{ key: 'a' }],
      undefined,
      { reason: 'entry-conflict', key: 'b' },
    ]);
    expect(await answers(store)).toEqual(after);
  });

  it('a power cut brings back what was there, all of it, and the commit can be made again', async () => {
    const { disk } = await underWay();
    const store = await openOn(
      afterPowerCut(disk, () => 0),
      wide,
    );
    expect(await answers(store)).toEqual(before);
    const late = await store.commit({ purge: { id: goal, expectedVersion: 1 }, posts: [noticeOf('report')] });
    expect(reasonOf(late)).toBe('written');
  });
});
