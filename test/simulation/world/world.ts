import type { GoalId } from '../../../src/domain/ids.ts';
import type { Store } from '../../../src/ports/store/store.ts';
import type { AgentProcess, AgentSession } from './agents/agent-process.ts';
import type { Dice } from './dice.ts';
import type { ChatMessage, Tree } from './entities.ts';
import type { Ledger } from './ledger.ts';
import type { Wish } from './people/wish.ts';
import type { GoalPlan } from './plan.ts';
import type { Settings } from './settings.ts';
import type { SimClock } from './sim-clock.ts';

/** Everything that goes on when drover is killed: the disk, the chat platform, the processes, the people. */
export interface World {
  readonly seed: number;
  readonly clock: SimClock;
  readonly dice: Dice;
  /** What this drover is configured with. */
  readonly settings: Settings;
  readonly store: Store;
  readonly ledger: Ledger;
  readonly chat: { readonly messages: ChatMessage[]; lastId: number };
  /** Agent processes, also those that ended; by tag. */
  readonly processes: Map<string, AgentProcess>;
  /** Programs of checks that run now; by tag. */
  readonly checks: Map<string, RunningCheck>;
  readonly sessions: Map<string, AgentSession>;
  readonly trees: Map<GoalId, Tree>;
  /** How the agents and the repository of each goal behave; by the goal's text. */
  readonly plans: Map<string, GoalPlan>;
  readonly wishes: Wish[];
  /** An agent that is not configured now. */
  lacks: string | undefined;
  /** Goals whose lease somebody else holds now. */
  readonly stolen: Set<GoalId>;
  /** Since when one life has gone on without death or a stolen lease, in epoch milliseconds; Infinity: it has not. */
  readonly calm: { since: number };
  /** What must never happen, and did. */
  readonly problems: string[];
  /** What happened, for reading a failure. */
  readonly trace: string[];
}

/** The programs of one acceptance or baseline. */
export interface RunningCheck {
  readonly goal: GoalId;
  readonly onBase: boolean;
  readonly gone: Promise<void>;
  readonly over: () => void;
}

/** Notes what happened, with the seconds since the beginning. */
export function note(world: World, what: string): void {
  const seconds = ((world.clock.now() - world.settings.begin) / 1000).toFixed(3);
  world.trace.push(`${seconds.padStart(10)} ${what}`);
}

/** Notes that something happened that must not. */
export function accuse(world: World, what: string): void {
  note(world, `PROBLEM ${what}`);
  world.problems.push(what);
}

/** Lets a moment pass in the world. */
export const moment = (world: World, ms: number): Promise<void> =>
  new Promise((resolve) => void world.clock.after(ms, resolve));
