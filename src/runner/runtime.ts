import type { GoalDocument } from '../goal/state.ts';
import type { AgentTraits } from '../domain/rules/agent-traits.ts';
import type { LoopRules } from '../domain/rules/loop-rules.ts';
import type { Clock } from '../ports/clock.ts';
import type { Logger } from '../ports/logger.ts';
import type { Random } from '../ports/random.ts';
import type { PurseShare } from '../ports/store/registry.ts';
import type { Store } from '../ports/store/store.ts';

/** What everything in this room needs. */
export interface Runtime {
  readonly store: Store;
  readonly clock: Clock;
  readonly random: Random;
  readonly logger: Logger;
  /** A progress notice every so many turns; 0 = never. */
  readonly noticeEveryTurns: number;
  readonly rules: LoopRules;
  /** The configured agents by name. */
  readonly agents: ReadonlyMap<string, AgentTraits>;
  readonly money: Money;
}

/** What configuration says about money that goals share. */
export interface Money {
  /** The purses that this goal's next turn draws on, with what they may hold. */
  readonly purses: (goal: GoalDocument, now: number) => readonly PurseShare[];
  /** When a purse is filled again, in epoch milliseconds; undefined: never by itself. */
  readonly fullAgainAt: (purse: string, now: number) => number | undefined;
}
