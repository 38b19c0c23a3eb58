import type { Cooldown, PurseRow } from '../../../../src/ports/store/registry.ts';

/** What goals share, in memory. Rows are never changed, only replaced. */
export interface RegistryTables {
  readonly purses: Map<string, PurseEntry>;
  /** Reservations that are not settled yet, by id. */
  readonly reservations: Map<string, ReservationEntry>;
  readonly costs: Map<string, CostEntry>;
  readonly cooldowns: Map<string, CooldownEntry>;
}

/** Where in the log a row was last changed, and when. */
export interface Change {
  /** Number of the record. */
  readonly record: number;
  /** Epoch milliseconds. */
  readonly at: number;
}

export interface PurseEntry extends PurseRow, Change {}

export interface ReservationEntry {
  readonly id: string;
  readonly usd: number;
  /** Keys of its purses, each once. */
  readonly purses: readonly string[];
}

export interface CostEntry extends Change {
  readonly key: string;
  /** Oldest first. */
  readonly usd: readonly number[];
}

export interface CooldownEntry extends Cooldown, Change {}

export const emptyRegistry = (): RegistryTables => ({
  purses: new Map(),
  reservations: new Map(),
  costs: new Map(),
  cooldowns: new Map(),
});
