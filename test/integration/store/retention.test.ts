import { describe, expect, it } from 'vitest';
import { openLowdbStore } from '../../../adapters/store/lowdb/create-lowdb-store.ts';
import { schema } from '../../../adapters/store/lowdb/disk/store-error.ts';
import type { Store } from '../../../src/ports/store/store.ts';
import { silent } from '../../contract/store/labs.ts';
import {
  goalCommit,
  indexOf,
  markOf,
  mustCommit,
  progress,
  pursesIn,
  reservationOf,
} from '../../contract/store/samples.ts';
import { afterKill, diskFiles, newDisk, type MemoryDisk } from './support/memory-disk.ts';
import { contentOf, goal } from './support/on-disk.ts';

const hour = 60 * 60 * 1000;

interface Lab {
  readonly disk: MemoryDisk;
  /** Opens the store at that hour, does something, and closes it. */
  readonly at: (hours: number, act: (store: Store) => Promise<unknown>) => Promise<void>;
}

function newLab(): Lab {
  const disk = newDisk();
  return {
    disk,
    at: async (hours, act) => {
      const clock = { now: () => hours * hour };
      const store = await openLowdbStore({ folder: '/store', clock, logger: silent, files: diskFiles(disk) });
      await act(store);
      await store.close();
    },
  };
}

const filesIn = (disk: MemoryDisk, folder: string): readonly string[] =>
  [...disk.names.keys()].filter((path) => path.startsWith(`/store/${folder}/`));

const markAt = (hours: number) => ({ ...markOf(`d-${hours}`), at: hours * hour });

const spend = (id: string) => ({ reserve: [reservationOf(id, 4, { day: 5 })] });

describe('what a store keeps', () => {
  it('remembers deliveries for two days at least, forgets them later, and removes their files', async () => {
    const { disk, at } = newLab();
    await at(1, (store) => mustCommit(store, { inboxMarks: [markAt(1)] }));
    await at(30, (store) => mustCommit(store, { inboxMarks: [markAt(30)] }));
    await at(49, async (store) => {
      expect(await store.seen('d-1')).toEqual(markAt(1));
      expect(await store.seen('d-30')).toEqual(markAt(30));
    });
    expect(filesIn(disk, 'marks')).toHaveLength(2);
    await at(80, async () => undefined);
    expect(filesIn(disk, 'marks')).toHaveLength(1);
    await at(81, async (store) => {
      expect(await store.seen('d-1')).toBeUndefined();
      expect(await store.seen('d-30')).toEqual(markAt(30));
    });
    await at(200, async () => undefined);
    expect(filesIn(disk, 'marks')).toEqual([]);
  });

  it('moves a finished goal into a file of its own and out of the snapshot, and reads it from there', async () => {
    const { disk, at } = newLab();
    const document = { words: 'only in the archive' };
    const done = indexOf({ state: 'done', terminal: true, hasWork: false });
    await at(1, (store) =>
      mustCommit(store, goalCommit(goal, { document, index: done, events: [progress('1')] })),
    );
    expect(filesIn(disk, 'archive')).toEqual(['/store/archive/G-1.json']);
    expect(disk.names.get('/store/state.json')?.content.toString()).not.toContain('only in the archive');
    await at(2, async (store) => {
      expect(await store.load(goal)).toEqual({ version: 1, document });
      expect(await store.list({ terminal: true })).toMatchObject([{ id: goal, version: 1 }]);
      expect(await store.events(goal, 0, 10)).toHaveLength(1);
    });
  });

  it.each([
    ['has work left', { terminal: true, hasWork: true }],
    ['is not over', { terminal: false, hasWork: false }],
  ])('keeps a goal in the snapshot that %s', async (_, index) => {
    const { disk, at } = newLab();
    await at(1, (store) => mustCommit(store, goalCommit(goal, { index: indexOf(index) })));
    expect(filesIn(disk, 'archive')).toEqual([]);
  });

  it('drops purses and costs that nobody touched for seventy days, and pauses that are long over', async () => {
    const { disk, at } = newLab();
    const [yesterday, today] = [
      reservationOf('G-1/e1', 1, { old: 5 }),
      reservationOf('G-2/e1', 1, { new: 5 }),
    ];
    const pause = { agent: 'claude', until: 10 * hour, why: 'busy' };
    await at(1, async (store) => {
      await mustCommit(store, { reserve: [yesterday], cooldowns: [pause] });
      await mustCommit(store, { settle: [{ id: 'G-1/e1', usd: 2, costKey: 'old costs' }] });
    });
    await at(33, (store) => mustCommit(store, { reserve: [today] }));
    await at(34, (store) => mustCommit(store, { settle: [{ id: 'G-2/e1', usd: 1, costKey: 'new costs' }] }));
    await at(34, async (store) => expect(await store.cooldowns(0)).toEqual([pause]));
    await at(35, async () => undefined);
    await at(35, async (store) => expect(await store.cooldowns(0)).toEqual([]));
    await at(70 * 24 + 1, async (store) => {
      expect(await pursesIn(store)).toEqual({ old: [2, 0], new: [1, 0] });
      expect(await store.turnCosts('old costs')).toEqual([2]);
    });
    await at(70 * 24 + 2, async () => undefined);
    await at(70 * 24 + 2, async (store) => {
      expect(await pursesIn(store)).toEqual({ new: [1, 0] });
      expect([await store.turnCosts('old costs'), await store.turnCosts('new costs')]).toEqual([[], [1]]);
    });
    expect(contentOf(disk, '/store/state.json').toString()).not.toContain('"old');
  });

  it('keeps a purse for as long as money is set aside in it', async () => {
    const { at } = newLab();
    await at(1, (store) => mustCommit(store, { reserve: [reservationOf('G-1/e1', 2, { day: 5 })] }));
    await at(200 * 24, async () => undefined);
    await at(200 * 24, async (store) => {
      expect(await pursesIn(store)).toEqual({ day: [0, 2] });
      await mustCommit(store, { settle: [{ id: 'G-1/e1', usd: 1.5 }] });
      expect(await pursesIn(store)).toEqual({ day: [1.5, 0] });
    });
  });

  it.each(['with a snapshot in between', 'without one'])(
    'has a purse new again after seventy days, %s',
    async (how) => {
      const { disk, at } = newLab();
      await at(1, (store) => mustCommit(store, spend('G-1/e1')));
      await at(2, (store) => mustCommit(store, { settle: [{ id: 'G-1/e1', usd: 4, costKey: 'claude' }] }));
      if (how === 'with a snapshot in between') await at(71 * 24, async () => undefined);
      const late = { now: () => 71 * 24 * hour };
      const killed = await openLowdbStore({
        folder: '/store',
        clock: late,
        logger: silent,
        files: diskFiles(disk),
      });
      await mustCommit(killed, spend('G-2/e1'));
      await mustCommit(killed, { settle: [{ id: 'G-2/e1', usd: 3, costKey: 'claude' }] });
      expect([await pursesIn(killed), await killed.turnCosts('claude')]).toEqual([{ day: [3, 0] }, [3]]);
      const files = diskFiles(afterKill(disk));
      const again = await openLowdbStore({ folder: '/store', clock: late, logger: silent, files });
      expect([await pursesIn(again), await again.turnCosts('claude')]).toEqual([{ day: [3, 0] }, [3]]);
    },
  );

  it('keeps no journal that its snapshot covers', async () => {
    const { disk, at } = newLab();
    for (let version = 0; version < 5; version += 1) {
      await at(version + 1, (store) => mustCommit(store, goalCommit(goal, { expectedVersion: version })));
    }
    const journal = filesIn(disk, 'journal');
    expect(journal).toHaveLength(1);
    expect(disk.names.get(journal[0] ?? '')?.content).toHaveLength(0);
  });

  it('is JSON wherever a person may look', async () => {
    const { disk, at } = newLab();
    const events = [progress('ü "\\ \u2028')];
    await at(1, (store) => mustCommit(store, { ...goalCommit(goal, { events }), inboxMarks: [markAt(1)] }));
    const files = ['state.json', 'events', 'marks'].flatMap((name) =>
      [...disk.names].filter(([path]) => path.startsWith(`/store/${name}`)),
    );
    expect(files).toHaveLength(3);
    for (const [, inode] of files) expect(JSON.parse(inode.content.toString())).toMatchObject({ schema });
  });
});
