import { describe, expect, it } from 'vitest';
import { schema } from '../../../adapters/store/lowdb/disk/store-error.ts';
import { goalIdOf } from '../../../src/domain/ids.ts';
import type { Store } from '../../../src/ports/store/store.ts';
import { markOf, mustCommit, pursesIn, reservationOf, waitingKeys } from '../../contract/store/samples.ts';
import { openOn } from './support/cut-power.ts';
import { diskOfFormer } from './support/former-store.ts';
import { afterKill } from './support/memory-disk.ts';
import { contentOf, wide } from './support/on-disk.ts';

const [one, two] = [goalIdOf(1), goalIdOf(2)];

const money = {
  settle: [{ id: 'G-1/e1', usd: 0.5, costKey: 'claude' }],
  reserve: [reservationOf('G-1/e2', 2, { day: 5 })],
  cooldowns: [{ agent: 'claude', until: 100, why: 'busy' }],
};

const kept = { purses: { day: [0, 2] }, costs: [0.5], cooldowns: money.cooldowns };

/** What the former drover had confirmed. */
async function insistOnFormer(store: Store): Promise<void> {
  expect(await store.list({})).toMatchObject([
    { id: two, version: 7, createdAt: 6 },
    { id: one, version: 6, createdAt: 5 },
  ]);
  expect(await store.load(two)).toMatchObject({ document: { id: two, version: 7 } });
  expect(await store.events(one, 0, 100)).toHaveLength(6);
  expect((await store.eventsSince(0, 100)).events).toHaveLength(12);
  expect(await waitingKeys(store)).toEqual(['G-1/card', 'G-1/notice/5', 'G-2/card', 'G-2/notice/6']);
  expect(await store.seen('G-2/6')).toEqual(markOf('G-2/6', { version: 6 }));
  expect(await store.outcome('G-1/notice/0')).toEqual({ messageId: 'G-1/notice/0' });
}

const moneyIn = async (store: Store) => ({
  purses: await pursesIn(store),
  costs: await store.turnCosts('claude'),
  cooldowns: await store.cooldowns(50),
});

describe.each(['closed', 'killed'] as const)('a store from before there were purses, %s', (end) => {
  it('opens with all that it has, and an empty registry', async () => {
    const store = await openOn(await diskOfFormer('schema-1', end), wide);
    await insistOnFormer(store);
    expect(await moneyIn(store)).toEqual({ purses: {}, costs: [], cooldowns: [] });
  });

  it('goes on with money in its journal, and then in its snapshot', async () => {
    const disk = await diskOfFormer('schema-1', end);
    await mustCommit(await openOn(disk, wide), money);
    const killed = afterKill(disk);
    const again = await openOn(killed, wide);
    await insistOnFormer(again);
    expect(await moneyIn(again)).toEqual(kept);
    await again.close();
    const closed = await openOn(afterKill(killed), wide);
    await insistOnFormer(closed);
    expect(await moneyIn(closed)).toEqual(kept);
  });

  it('bears the new schema from its first start on, so that the former drover forgets no money', async () => {
    const disk = await diskOfFormer('schema-1', end);
    const store = await openOn(disk, wide);
    const journal = [...disk.names.keys()].filter((path) => path.startsWith('/store/journal/')).at(-1) ?? '';
    expect(contentOf(disk, journal).toString()).toContain(`"open":{"schema":${schema},`);
    await store.close();
    expect(contentOf(disk, '/store/state.json').toString()).toMatch(new RegExp(`^\\{"schema":${schema},`));
    expect(schema).toBe(2);
  });
});
