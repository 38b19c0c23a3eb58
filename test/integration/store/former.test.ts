import { describe, expect, it } from 'vitest';
import { schema } from '../../../adapters/store/lowdb/disk/store-error.ts';
import { goalIdOf } from '../../../src/domain/ids.ts';
import type { Store } from '../../../src/ports/store/store.ts';
import {
  markOf,
  mustCommit,
  noticeOf,
  pursesIn,
  reservationOf,
  waitingKeys,
} from '../../contract/store/samples.ts';
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
});

const later = {
  entries: [{ key: 'schedule/nightly', expectedVersion: 0, value: { cron: '@daily' } }],
  posts: [noticeOf('report')],
};

describe.each(['closed', 'killed'] as const)('a store from before there were entries, %s', (end) => {
  it('opens with all that it has, money included, and no entries', async () => {
    const store = await openOn(await diskOfFormer('schema-2', end), wide);
    await insistOnFormer(store);
    expect(await pursesIn(store)).toMatchObject({ 'G-2/0': [0.01, 0.05], 'all goals': [0.14, 0.1] });
    expect(await store.turnCosts('G-1/costs')).toEqual([0, 0.01, 0.02, 0.03, 0, 0.01]);
    expect(await store.cooldowns(0)).toHaveLength(2);
    expect(await store.entries('')).toEqual([]);
  });

  it('goes on with entries, posts of no goal and without a goal that is taken out', async () => {
    const disk = await diskOfFormer('schema-2', end);
    const store = await openOn(disk, wide);
    await mustCommit(store, { ...later, purge: { id: one, expectedVersion: 6 } });
    const killed = afterKill(disk);
    const again = await openOn(killed, wide);
    await insistOnLater(again);
    await again.close();
    const closed = await openOn(afterKill(killed), wide);
    await insistOnLater(closed);
    expect(await closed.load(one)).toBeUndefined();
  });
});

async function insistOnLater(store: Store): Promise<void> {
  expect(await store.entries('')).toMatchObject([{ key: 'schedule/nightly', value: { cron: '@daily' } }]);
  expect(await waitingKeys(store)).toEqual(['G-2/card', 'G-2/notice/6', 'report']);
  expect((await store.list({})).map(({ id }) => id)).toEqual([two]);
  expect(await store.load(one)).toBeUndefined();
  expect(await store.events(two, 0, 100)).toHaveLength(6);
  expect((await store.eventsSince(0, 100)).events).toHaveLength(6);
}

it.each(['schema-1', 'schema-2'] as const)(
  'a store of %s bears the new schema from its first start on, so that its former drover does not read on',
  async (former) => {
    const disk = await diskOfFormer(former, 'closed');
    const store = await openOn(disk, wide);
    const journal = [...disk.names.keys()].filter((path) => path.startsWith('/store/journal/')).at(-1) ?? '';
    expect(contentOf(disk, journal).toString()).toContain(`"open":{"schema":${schema},`);
    await store.close();
    expect(contentOf(disk, '/store/state.json').toString()).toMatch(new RegExp(`^\\{"schema":${schema},`));
    expect(schema).toBe(3);
  },
);
