import { describe, expect, it } from 'vitest';
import { goalIdOf } from '../../../src/domain/ids.ts';
import type { Store } from '../../../src/ports/store/store.ts';
import {
  goalCommit,
  indexOf,
  markOf,
  mustCommit,
  postOf,
  progress,
  waitingKeys,
} from '../../contract/store/samples.ts';
import { openOn } from './support/cut-power.ts';
import { afterKill, afterPowerCut, newDisk, type MemoryDisk } from './support/memory-disk.ts';
import { goal, wide } from './support/on-disk.ts';
import { seededChance } from './support/seeded-chance.ts';

const other = goalIdOf(2);
const done = indexOf({ state: 'done', terminal: true, hasWork: false });
const secret = 'what nobody may find any more';

/** Both goals a step further; the one that is to go leaves its words in every kind of file. */
async function step(store: Store, version: number): Promise<void> {
  await mustCommit(
    store,
    goalCommit(goal, {
      expectedVersion: version,
      document: { secret },
      index: done,
      events: [progress(`${secret} ${version}`)],
      posts: version === 0 ? [postOf('notice', 'last', secret)] : [],
    }),
  );
  const events = [progress(`kept ${version}`)];
  await mustCommit(store, goalCommit(other, { expectedVersion: version, events }));
}

const textOf = (disk: MemoryDisk): string =>
  [...disk.names.values()].map(({ content }) => content.toString()).join('\n');

async function insistGone(store: Store, steps: number): Promise<void> {
  expect(await store.load(goal)).toBeUndefined();
  expect((await store.list({})).map(({ id }) => id)).toEqual([other]);
  expect(await waitingKeys(store)).toEqual([]);
  const { events } = await store.eventsSince(0, 100);
  expect(events.map((event) => event.data['text'])).toEqual(
    Array.from({ length: steps }, (_, version) => `kept ${version}`),
  );
  expect(await store.events(other, 0, 100)).toEqual(events);
}

/** A disk with both goals: the old one in its archive or not, its events in files. */
async function filled(steps: number, archived: boolean): Promise<MemoryDisk> {
  const disk = newDisk();
  const store = await openOn(disk);
  for (let version = 0; version < steps; version += 1) await step(store, version);
  if (archived)
    await mustCommit(store, { postsDone: [{ key: 'last', revision: 1, result: { messageId: 'm' } }] });
  await store.close();
  return afterKill(disk);
}

describe('a goal that was taken out', () => {
  it.each([
    ['in its archive', true],
    ['in the snapshot', false],
  ])('leaves no word of its own on the disk after the next clean stop: one %s', async (_, archived) => {
    const disk = await filled(6, archived);
    expect(textOf(disk)).toContain(secret);
    const store = await openOn(disk, wide);
    await mustCommit(store, { purge: { id: goal, expectedVersion: 6 } });
    await insistGone(store, 6);
    await store.close();
    expect(textOf(disk)).not.toContain(secret);
    await insistGone(await openOn(afterKill(disk), wide), 6);
  });

  it('leaves the disk of a drover that goes on with the writes that follow', async () => {
    const disk = await filled(6, true);
    const store = await openOn(disk, wide);
    await mustCommit(store, { purge: { id: goal, expectedVersion: 6 } });
    await mustCommit(store, { inboxMarks: [markOf('d-1')] });
    await expect.poll(() => textOf(disk)).not.toContain(secret);
    await insistGone(store, 6);
  });

  it('can be asked for while it goes: readers get all of it or nothing', async () => {
    const disk = await filled(6, true);
    const store = await openOn(disk, wide);
    const reads = [store.load(goal), store.commit(goalCommit(goal, { expectedVersion: 5 }))];
    await mustCommit(store, { purge: { id: goal, expectedVersion: 6 } });
    await mustCommit(store, { inboxMarks: [markOf('d-1')] });
    const [loaded, late] = await Promise.all(reads);
    expect([undefined, 6]).toContain(loaded && 'version' in loaded ? loaded.version : undefined);
    expect(late).toMatchObject({ ok: false, reason: 'version-conflict' });
    await expect.poll(() => textOf(disk)).not.toContain(secret);
  });

  it.each(Array.from({ length: 40 }, (_, cut) => cut + 1))(
    'is there as a whole or gone for good, wherever the power is cut (after %i operations)',
    async (cut) => {
      const disk = await filled(4, cut % 2 === 0);
      const taken = await takeUntilCut(disk, cut);
      const cutDisk = afterPowerCut(disk, seededChance(cut));
      const store = await openOn(cutDisk);
      const stored = await store.load(goal);
      expect(taken && stored !== undefined).toBe(false);
      if (stored) await mustCommit(store, { purge: { id: goal, expectedVersion: 4 } });
      await insistGone(store, 4);
      await store.close();
      expect(textOf(cutDisk)).not.toContain(secret);
    },
  );
});

/** Takes the goal out of a store whose power fails after so many operations; answers whether that was confirmed. */
async function takeUntilCut(disk: MemoryDisk, operations: number): Promise<boolean> {
  const died = new Promise<boolean>((resolve) => {
    disk.fault = () => {
      if (disk.operations >= operations) {
        disk.dead = true;
        resolve(false);
      }
      return undefined;
    };
  });
  let taken = false;
  const work = async (): Promise<boolean> => {
    const store = await openOn(disk);
    await mustCommit(store, { purge: { id: goal, expectedVersion: 4 } });
    taken = true;
    await mustCommit(store, { inboxMarks: [markOf('d-1')] });
    await store.close();
    return true;
  };
  await Promise.race([died, work()]);
  return taken;
}
