import type { Registry } from '../../../../src/ports/store/registry.ts';
import type { Change, RegistryTables } from './registry-tables.ts';

/**
 * The reading side of the registry.
 * @param durable resolves when a record is safe; rows are picked first, so nobody waits for what comes after the question
 */
export const registryOf = (
  registry: RegistryTables,
  durable: (record: number) => Promise<void>,
): Registry => ({
  purses: async () => {
    const rows = [...registry.purses.values()];
    await durable(newestOf(rows));
    return rows.map(({ key, spentUsd, reservedUsd }) => ({ key, spentUsd, reservedUsd })).toSorted(byKey);
  },
  turnCosts: async (costKey) => {
    const row = registry.costs.get(costKey);
    await durable(row?.record ?? 0);
    return [...(row?.usd ?? [])];
  },
  cooldowns: async (now) => {
    const rows = [...registry.cooldowns.values()];
    // Also those that are over: the end of a pause is as much to be believed as a pause.
    await durable(newestOf(rows));
    return rows.filter(({ until }) => until > now).map(({ agent, until, why }) => ({ agent, until, why }));
  },
});

const newestOf = (rows: readonly Change[]): number =>
  rows.reduce((newest, { record }) => Math.max(newest, record), 0);

const byKey = (a: { readonly key: string }, b: { readonly key: string }): number =>
  a.key < b.key ? -1 : Number(a.key > b.key);
