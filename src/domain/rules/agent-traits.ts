/** What decisions need to know of a configured agent. */
export interface AgentTraits {
  /** It can compact its own session. */
  readonly compacts: boolean;
  /** It costs money that somebody can count: it reports dollars, or has a price. */
  readonly costs: boolean;
  /** Models that may be chosen for it; absent or empty: only its default. */
  readonly models?: readonly string[];
}

/** An agent that no goal may use before `until` (epoch milliseconds): its vendor asked for a pause. */
export interface CooledAgent {
  readonly agent: string;
  readonly until: number;
  /** For people. */
  readonly why: string;
}
