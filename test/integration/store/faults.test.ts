import { describe, expect, it } from 'vitest';
import type { CommitResult } from '../../../src/ports/store/goal-store.ts';
import type { Store } from '../../../src/ports/store/store.ts';
import { goalIdOf } from '../../../src/domain/ids.ts';
import { markOf, mustCommit, postOf, goalCommit, progress } from '../../contract/store/samples.ts';
import { openOn } from './support/cut-power.ts';
import { holdSyncs, isPending } from './support/hold-syncs.ts';
import { afterKill, afterPowerCut, newDisk, type MemoryDisk, type Operation } from './support/memory-disk.ts';
import { goal, leadOn, wide } from './support/on-disk.ts';
import { nthCommit, verify } from './support/workload.ts';

const errno = (code: string): Error => Object.assign(new Error(`${code}: the disk says no`), { code });

/** From now on one kind of operation fails, on files whose path has that text. */
function breakDisk(disk: MemoryDisk, broken: Operation, text: string, code: string): { asked: number } {
  const count = { asked: 0 };
  disk.fault = (operation, path) => {
    if (operation !== broken || !path.includes(text)) return undefined;
    count.asked += 1;
    return errno(code);
  };
  return count;
}

describe('a failing disk', () => {
  it.each([
    ['write', 'ENOSPC', 'DISK_FULL'],
    ['write', 'EIO', 'STORE_FAILED'],
    ['sync', 'EIO', 'STORE_FAILED'],
    ['sync', 'ENOSPC', 'DISK_FULL'],
  ] as const)(
    'stops the store when a %s fails with %s, and loses nothing that was confirmed',
    async (operation, code, expected) => {
      const disk = newDisk();
      const store = await openOn(disk, wide);
      await leadOn(store, 3);
      const count = breakDisk(disk, operation, 'journal', code);
      const writes = [store.commit(nthCommit(goal, 3)), store.commit(nthCommit(goalIdOf(2), 0))];
      for (const write of writes) await expect(write).rejects.toMatchObject({ code: expected });
      disk.fault = () => undefined;
      await expect(store.commit(nthCommit(goal, 4))).rejects.toMatchObject({ code: expected });
      expect(store.health().ok).toBe(false);
      expect(count.asked).toBe(1);
      await store.close();
      const again = await openOn(
        afterPowerCut(disk, () => 0),
        wide,
      );
      await verify(again, new Map([[goal, 3]]));
    },
  );

  it('answers reads of what was not made durable with the error', async () => {
    const disk = newDisk();
    const store = await openOn(disk, wide);
    await leadOn(store, 1);
    breakDisk(disk, 'sync', 'journal', 'EIO');
    const write = store.commit({ ...nthCommit(goal, 1), inboxMarks: [markOf('new')] });
    const reads = [store.load(goal), store.seen('new'), store.commit({ inboxMarks: [markOf('new')] })];
    await expect(write).rejects.toMatchObject({ code: 'STORE_FAILED' });
    for (const read of reads) await expect(read).rejects.toMatchObject({ code: 'STORE_FAILED' });
    expect(await store.seen(`${goal}/0`)).toBeDefined();
  });

  it.each(['write', 'sync', 'rename', 'sync folder'] as const)(
    'stops the store when the %s of a snapshot fails, with everything still in the journal',
    async (operation) => {
      const disk = newDisk();
      const store = await openOn(disk, 3_000);
      await leadOn(store, 2);
      breakDisk(disk, operation, operation === 'sync folder' ? '/store' : 'state.json', 'EIO');
      const results: (CommitResult | Error)[] = [];
      for (let version = 2; version < 60; version += 1) {
        results.push(await store.commit(nthCommit(goal, version)).catch((error: Error) => error));
      }
      const acknowledged = 2 + results.filter((result) => !(result instanceof Error)).length;
      expect(acknowledged).toBeLessThan(60);
      expect(results.at(-1)).toMatchObject({ code: 'STORE_FAILED' });
      await verify(await openOn(afterPowerCut(disk, () => 0)), new Map([[goal, acknowledged]]));
    },
  );

  it('says at closing when the last snapshot could not be written, and the journal has all', async () => {
    const disk = newDisk();
    const store = await openOn(disk, wide);
    await leadOn(store, 3);
    breakDisk(disk, 'write', 'state.json', 'ENOSPC');
    await expect(store.close()).rejects.toMatchObject({ code: 'DISK_FULL' });
    await verify(await openOn(afterKill(disk), wide), new Map([[goal, 3]]));
  });

  it('does not open a store that it cannot write to', async () => {
    const disk = newDisk();
    breakDisk(disk, 'write', 'journal', 'ENOSPC');
    await expect(openOn(disk)).rejects.toMatchObject({ code: 'DISK_FULL' });
  });
});

/** Lets everything happen that can happen on a disk that answers at once. */
async function quiet(): Promise<void> {
  for (let turn = 0; turn < 300; turn += 1) await new Promise((resolve) => setImmediate(resolve));
}

/** A commit whose sync is held back. */
async function underWay(): Promise<{
  disk: MemoryDisk;
  store: Store;
  heard: unknown[];
  write: Promise<CommitResult>;
  open: () => void;
}> {
  const disk = newDisk();
  const store = await openOn(disk, wide);
  await mustCommit(store, goalCommit(goal));
  const heard: unknown[] = [];
  store.onCommit((change) => heard.push(change));
  const syncs = holdSyncs(disk);
  const posts = [postOf('notice', 'note')];
  const write = store.commit({
    ...goalCommit(goal, { expectedVersion: 1, posts, events: [progress('words')] }),
    inboxMarks: [markOf('d')],
  });
  await syncs.reached;
  return { disk, store, heard, write, open: syncs.open };
}

describe('before a commit is on the disk', () => {
  it('nothing is confirmed, offered to the sender or told to listeners', async () => {
    const { store, heard, write, open } = await underWay();
    expect(await isPending(write)).toBe(true);
    expect(await store.pending()).toEqual([]);
    expect(await store.events(goal, 0, 10)).toEqual([]);
    expect((await store.eventsSince(0, 10)).events).toEqual([]);
    expect(heard).toEqual([]);
    open();
    expect(await write).toEqual({ ok: true, version: 2 });
    expect((await store.pending()).map((row) => row.post.key)).toEqual(['note']);
    expect(await store.events(goal, 0, 10)).toHaveLength(1);
    expect((await store.eventsSince(0, 10)).events).toHaveLength(1);
    expect(heard).toEqual([{ goal, posts: true }]);
  });

  it('whoever reads the goal or the delivery waits with it', async () => {
    const { store, write, open } = await underWay();
    const reads = [store.load(goal), store.seen('d'), store.commit({ inboxMarks: [markOf('d')] })];
    for (const read of reads) expect(await isPending(read)).toBe(true);
    open();
    await write;
    expect(await Promise.all(reads)).toMatchObject([
      { version: 2 },
      { deliveryId: 'd' },
      { reason: 'already-marked' },
    ]);
  });

  it('readers of other goals and of the outbox do not wait', async () => {
    const { store, write, open } = await underWay();
    expect(await isPending(store.load(goalIdOf(9)))).toBe(false);
    expect(await isPending(store.pending())).toBe(false);
    expect(await isPending(store.events(goal, 0, 10))).toBe(false);
    open();
    expect((await write).ok).toBe(true);
  });

  it('a list does not show what was committed while it waited', async () => {
    const { disk, store, write, open } = await underWay();
    const listing = store.list({});
    const later = store.commit(goalCommit(goalIdOf(2)));
    open();
    await write;
    const again = holdSyncs(disk);
    expect(await listing).toMatchObject([{ id: goal, version: 2 }]);
    again.open();
    await later;
  });

  it('a delivery is not seen that is marked in the moment in which somebody asks', async () => {
    const { store, write, open } = await underWay();
    const seeing = store.seen('late');
    const marking = store.commit({ inboxMarks: [markOf('late')] });
    expect(await seeing).toBeUndefined();
    open();
    await Promise.all([write, marking]);
  });

  it('all commits that come meanwhile go out together with the next sync', async () => {
    const { disk, store, write, open } = await underWay();
    const others = [2, 3, 4, 5, 6].map((number) => store.commit(goalCommit(goalIdOf(number))));
    const before = disk.operations;
    open();
    await Promise.all([write, ...others]);
    expect(disk.operations - before).toBe(2);
  });
});

describe('the pump of the journal', () => {
  it('wakes for a commit that comes at any moment after another', async () => {
    const store = await openOn(newDisk(), wide);
    let version = 0;
    for (let turns = 0; turns < 12; turns += 1) {
      for (let repeat = 0; repeat < 3; repeat += 1) {
        version = await mustCommit(store, nthCommit(goal, version));
        for (let turn = 0; turn < turns; turn += 1) await new Promise((resolve) => setImmediate(resolve));
      }
    }
    expect((await store.load(goal))?.version).toBe(36);
  });
});

describe('a commit that cannot be written as JSON', () => {
  it('does not leave a snapshot that speaks of a segment which nobody made', async () => {
    const disk = newDisk();
    // Every record has a segment of its own, so that each commit begins a new one.
    const store = await openOn(disk, 1);
    await leadOn(store, 2);
    await quiet();
    const bad = goalCommit(goal, { expectedVersion: 2, document: { number: 1n } });
    await expect(store.commit(bad)).rejects.toThrow(/BigInt/);
    await quiet();
    await verify(await openOn(afterKill(disk), wide), new Map([[goal, 2]]));
  });
});
