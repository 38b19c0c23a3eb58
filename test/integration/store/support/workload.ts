import assert from 'node:assert/strict';
import { createMemoryStore } from '../../../../adapters/store/memory/create-memory-store.ts';
import type { GoalId } from '../../../../src/domain/ids.ts';
import type { Commit } from '../../../../src/ports/store/goal-store.ts';
import type { Reservation } from '../../../../src/ports/store/registry.ts';
import type { Store } from '../../../../src/ports/store/store.ts';
import { clock, silent } from '../../../contract/store/labs.ts';
import {
  goalCommit,
  indexOf,
  markOf,
  mustCommit,
  noticeOf,
  postOf,
  progress,
  reservationOf,
} from '../../../contract/store/samples.ts';

/** How far a store said each goal had come. */
export type Acknowledged = Map<GoalId, number>;

/** The commit that leads a goal from a version to the next: always the same one, so that anybody can check it. */
export function nthCommit(id: GoalId, version: number): Commit {
  const over = version % 5 === 4;
  const notice = (of: number) => `${id}/notice/${of}`;
  return {
    ...goalCommit(id, {
      expectedVersion: version,
      document: { id, version: version + 1, words: 'ä → 🐄 '.repeat(version % 7) },
      index: indexOf({
        state: over ? 'done' : 'running',
        terminal: over,
        hasWork: !over,
        createdAt: version,
      }),
      events: Array.from({ length: version % 3 }, (_, event) => progress(`${version}.${event}`)),
      posts: [
        postOf('card', `${id}/card`, `card ${version}`, id),
        postOf('notice', notice(version), 'words', id),
      ],
    }),
    inboxMarks: [markOf(`${id}/${version}`, { version })],
    postsDone: [
      { key: `${id}/card`, revision: version, result: { messageId: 'card' } },
      { key: `${id}/said/${version - 1}`, revision: 1, result: { messageId: 'said' } },
      { key: notice(version - 1), revision: 1, result: { messageId: notice(version - 1) } },
      ...(over ? [{ key: notice(version), revision: 1, result: { messageId: 'last' } }] : []),
      ...(over ? [{ key: `${id}/card`, revision: version + 1, result: { messageId: 'last' } }] : []),
    ],
    settle: [{ id: orderOf(id, version - 1), usd: (version % 4) / 100, costKey: `${id}/costs` }],
    reserve: over ? [] : [moneyFor(id, version)],
    entries:
      version % 4 === 0 ? [{ key: `${id}/entry/${version}`, expectedVersion: 0, value: { version } }] : [],
    posts: version % 3 === 0 ? [noticeOf(`${id}/said/${version}`, id)] : [],
    cooldowns: [{ agent: `${id}/agent`, until: 2_000_000 + version, why: 'busy' }],
  };
}

const orderOf = (id: GoalId, version: number): string => `${id}/e${version}`;

/** Out of a purse of the goal's own, which changes now and then, and out of one that all share. */
const moneyFor = (id: GoalId, version: number): Reservation =>
  reservationOf(orderOf(id, version), 0.05, { [`${id}/${version % 3}`]: 1e6, [shared]: 1e6 });

const shared = 'all goals';

/** Leads one goal on from where it is until `go` says stop, and takes note of each answer of the store. */
export async function work(
  store: Store,
  id: GoalId,
  go: () => boolean,
  acknowledged: Acknowledged,
): Promise<void> {
  let version = (await store.load(id))?.version ?? 0;
  while (go()) {
    version = await mustCommit(store, nthCommit(id, version));
    acknowledged.set(id, version);
  }
}

/** What a reader sees of one goal. */
async function picture(store: Store, id: GoalId, version: number): Promise<unknown> {
  const keys = Array.from({ length: version }, (_, of) => `${id}/notice/${of}`);
  return {
    stored: await store.load(id),
    summary: (await store.list({})).find((goal) => goal.id === id),
    events: await store.events(id, 0, 10_000),
    waiting: (await store.pending())
      .filter(({ post }) => post.goal === id || post.key.startsWith(`${id}/said/`))
      .map(({ post, revision }) => ({ post, revision })),
    purses: (await store.purses()).filter(({ key }) => key.startsWith(`${id}/`)),
    costs: await store.turnCosts(`${id}/costs`),
    cooldowns: (await store.cooldowns(0)).filter(({ agent }) => agent.startsWith(`${id}/`)),
    entries: (await store.entries(`${id}/`)).map(({ key, value }) => [key, value]),
    marks: await Promise.all(keys.map((_, of) => store.seen(`${id}/${of}`))),
  };
}

/**
 * Insists that a store that was opened again has every acknowledged commit, at most the one that was under way beside
 * them, and that each goal is exactly as those commits make it.
 */
export async function verify(store: Store, acknowledged: Acknowledged): Promise<void> {
  for (const [id, version] of acknowledged) {
    const found = (await store.load(id))?.version ?? 0;
    assert.ok(found >= version, `${id}: version ${version} was acknowledged, ${found} is there`);
    assert.ok(found <= version + 1, `${id}: version ${found} is there, only ${version} was acknowledged`);
    const ideal = createMemoryStore({ clock, logger: silent });
    for (let step = 0; step < found; step += 1) await mustCommit(ideal, nthCommit(id, step));
    assert.deepEqual(await picture(store, id, found), await picture(ideal, id, found));
  }
  await verifyCursor(store);
  await verifySharedPurse(store);
}

/** What all goals share has as much spent and set aside as the purses of all goals together. */
async function verifySharedPurse(store: Store): Promise<void> {
  const rows = await store.purses();
  const cents = (own: boolean, side: 'spentUsd' | 'reservedUsd'): number =>
    rows
      .filter(({ key }) => (key !== shared) === own)
      .reduce((sum, row) => sum + Math.round(row[side] * 100), 0);
  for (const side of ['spentUsd', 'reservedUsd'] as const) {
    assert.equal(cents(false, side), cents(true, side));
  }
}

/** The list of all events has each event of each goal once and in order. */
async function verifyCursor(store: Store): Promise<void> {
  const all = await store.eventsSince(0, 1_000_000);
  const byGoal = Map.groupBy(all.events, (event) => event.goal);
  for (const { id } of await store.list({})) {
    assert.deepEqual(byGoal.get(id) ?? [], await store.events(id, 0, 1_000_000));
  }
}
