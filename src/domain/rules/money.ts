/** US dollars per million tokens of each kind. */
export interface TokenPrice {
  readonly input: number;
  readonly output: number;
  readonly cacheRead: number;
  readonly cacheWrite: number;
}

/** What an agent's tokens cost: by model, and for every other model. */
export interface PriceTable {
  readonly models: Readonly<Record<string, TokenPrice>>;
  readonly others?: TokenPrice;
}

/** The most that may be spent from one purse, in US dollars, in each period; absent: no limit. */
export interface PurseLimits {
  readonly day?: number;
  readonly month?: number;
  /** For ever. */
  readonly total?: number;
}

/** Purses that goals share: each person, each channel and each project has its own; one is everybody's. */
export interface PurseRules {
  readonly user?: PurseLimits;
  readonly channel?: PurseLimits;
  readonly project?: PurseLimits;
  readonly global?: PurseLimits;
}
