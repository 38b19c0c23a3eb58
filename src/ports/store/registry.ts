/** Money set aside for one order of one goal, out of every purse that it belongs to: all of them or none. */
export interface Reservation {
  /** `<goal>/<effect id>`; a second reservation under it replaces the first. */
  readonly id: string;
  readonly usd: number;
  readonly purses: readonly PurseShare[];
}

/** A purse that a reservation draws on, with what it may hold now: limits are configuration, not state. */
export interface PurseShare {
  /** Names owner and period: `user/slack:U1/2026-11-21`, `global/2026-11`. A new period is a new purse. */
  readonly key: string;
  readonly limitUsd: number;
}

/** What an order really cost; its reservation is dissolved. Settling twice, or without a reservation, books nothing twice. */
export interface Settlement {
  readonly id: string;
  /** Booked as spent on every purse of the reservation. */
  readonly usd: number;
  /** Agent, model and project under which the cost is remembered for estimates; absent: it says nothing about others. */
  readonly costKey?: string;
}

/** An agent whose vendor asked for a pause: no goal starts a turn with it before `until` (epoch milliseconds). */
export interface Cooldown {
  readonly agent: string;
  readonly until: number;
  /** For people. */
  readonly why: string;
}

export interface PurseRow {
  readonly key: string;
  readonly spentUsd: number;
  /** Set aside for turns that are under way. */
  readonly reservedUsd: number;
}

/** What goals share. Written through `GoalStore.commit`, in the commit that causes it. */
export interface Registry {
  /** Every purse that money was ever set aside from, lately. */
  purses(): Promise<readonly PurseRow[]>;
  /** Dollars of the last turns under this key, oldest first; at most 50. */
  turnCosts(costKey: string): Promise<readonly number[]>;
  /** Those that are not over yet at `now` (epoch milliseconds). */
  cooldowns(now: number): Promise<readonly Cooldown[]>;
}
