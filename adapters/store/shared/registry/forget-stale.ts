import type { PurseEntry, CostEntry, RegistryTables } from './registry-tables.ts';

const day = 24 * 60 * 60 * 1000;

/** How long a purse, or what turns cost, is kept without being touched: a month's purse well into the next but one. */
const keptMs = 70 * day;

/** Whether nobody is going to ask for a row any more. */
export const isStale = (row: PurseEntry | CostEntry, now: number): boolean =>
  row.at < now - keptMs && !('reservedUsd' in row && isAskedForAgain(row));

/** A purse with money set aside; and one without a period, which is never a new one. */
const isAskedForAgain = ({ key, reservedUsd }: PurseEntry): boolean =>
  reservedUsd > 0 || key.endsWith('/total');

/** Drops what nobody asks for any more: stale purses and costs, and cool-downs that were over a day ago. */
export function forgetStale({ purses, costs, cooldowns }: RegistryTables, now: number): void {
  for (const table of [purses, costs]) {
    for (const [key, row] of table) if (isStale(row, now)) table.delete(key);
  }
  for (const [agent, { until }] of cooldowns) if (until < now - day) cooldowns.delete(agent);
}
