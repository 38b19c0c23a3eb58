import * as fc from 'fast-check';
import type { Commit } from '../../../src/ports/store/goal-store.ts';
import type { Cooldown, Reservation, Settlement } from '../../../src/ports/store/registry.ts';
import type { Store } from '../../../src/ports/store/store.ts';

/** What the registry has to hold, told in the plainest way: all in whole cents, every sum made anew. */
export interface Model {
  readonly open: Map<string, { readonly cents: number; readonly purses: readonly string[] }>;
  readonly bookings: { readonly purse: string; readonly cents: number }[];
  /** Every purse that was ever drawn on. */
  readonly seen: Set<string>;
  readonly costs: Map<string, number[]>;
  readonly cooldowns: Map<string, Cooldown>;
}

export const newModel = (): Model => ({
  open: new Map(),
  bookings: [],
  seen: new Set(),
  costs: new Map(),
  cooldowns: new Map(),
});

const sum = (amounts: readonly number[]): number => amounts.reduce((total, cents) => total + cents, 0);

const spentOf = (model: Model, purse: string): number =>
  sum(model.bookings.filter((booking) => booking.purse === purse).map(({ cents }) => cents));

const reservedOf = (model: Model, purse: string): number =>
  sum([...model.open.values()].filter(({ purses }) => purses.includes(purse)).map(({ cents }) => cents));

const centsOf = (usd: number): number => Math.round(usd * 100);

/** The model after a commit; undefined when a purse would be overdrawn. */
export function afterCommit(before: Model, { settle, reserve, cooldowns }: Commit): Model | undefined {
  const model = structuredClone(before);
  for (const settlement of settle ?? []) book(model, settlement);
  for (const reservation of reserve ?? []) {
    if (!setAside(model, reservation)) return undefined;
  }
  for (const cooldown of cooldowns ?? []) model.cooldowns.set(cooldown.agent, cooldown);
  return model;
}

function book(model: Model, { id, usd, costKey }: Settlement): void {
  for (const purse of model.open.get(id)?.purses ?? []) model.bookings.push({ purse, cents: centsOf(usd) });
  model.open.delete(id);
  if (costKey !== undefined) model.costs.set(costKey, [...(model.costs.get(costKey) ?? []), usd]);
}

/** Whether all purses could give it. */
function setAside(model: Model, { id, usd, purses }: Reservation): boolean {
  model.open.set(id, { cents: centsOf(usd), purses: purses.map(({ key }) => key) });
  for (const { key } of purses) model.seen.add(key);
  return purses.every(
    ({ key, limitUsd }) => spentOf(model, key) + reservedOf(model, key) <= centsOf(limitUsd),
  );
}

const costKeys = ['claude in shop', 'codex in shop'];

/** What the model says that the reads of a store answer. */
export const expected = (model: Model, now: number) => ({
  purses: [...model.seen].toSorted().map((key) => ({
    key,
    spentUsd: spentOf(model, key) / 100,
    reservedUsd: reservedOf(model, key) / 100,
  })),
  costs: costKeys.map((key) => (model.costs.get(key) ?? []).slice(-50)),
  cooldowns: [...model.cooldowns.values()].filter(({ until }) => until > now).toSorted(byAgent),
});

/** What they do answer. */
export const answered = async (store: Store, now: number) => ({
  purses: await store.purses(),
  costs: await Promise.all(costKeys.map((key) => store.turnCosts(key))),
  cooldowns: (await store.cooldowns(now)).toSorted(byAgent),
});

const byAgent = (a: Cooldown, b: Cooldown): number => (a.agent < b.agent ? -1 : 1);

const cents = (max: number) => fc.nat(max).map((amount) => amount / 100);
const id = fc.constantFrom('G-1/e1', 'G-1/e2', 'G-2/e1', 'G-3/e1');
const share = fc.record({ key: fc.constantFrom('day', 'month', 'channel', 'all'), limitUsd: cents(900) });
const cooldown = fc.record({
  agent: fc.constantFrom('claude', 'codex'),
  until: fc.nat(100),
  why: fc.string({ maxLength: 3 }),
});

/** Money that moves between few purses with little in them, so that they are often empty. */
export const commits: fc.Arbitrary<Commit> = fc.record(
  {
    settle: fc.array(
      fc.record(
        { id, usd: cents(300), costKey: fc.constantFrom(...costKeys) },
        { requiredKeys: ['id', 'usd'] },
      ),
      { maxLength: 3 },
    ),
    reserve: fc.array(
      fc.record({
        id,
        usd: cents(300),
        purses: fc.uniqueArray(share, { selector: ({ key }) => key, maxLength: 4 }),
      }),
      { maxLength: 3 },
    ),
    cooldowns: fc.array(cooldown, { maxLength: 2 }),
  },
  { requiredKeys: [] },
);
