import { createMemoryStore } from '../../../adapters/store/memory/create-memory-store.ts';
import type { GoalId } from '../../../src/domain/ids.ts';
import type { Store } from '../../../src/ports/store/store.ts';
import { createSilentLogger } from '../../support/core/silent-logger.ts';
import { createDice, type Dice } from './dice.ts';
import type { AgentProcess, AgentSession, ChatMessage, Tree } from './entities.ts';
import type { GoalPlan } from './plan.ts';
import { createSimClock, type SimClock } from './sim-clock.ts';

/** Everything that goes on when drover is killed: the disk, the chat platform, the processes, the people. */
export interface World {
  readonly seed: number;
  readonly clock: SimClock;
  readonly dice: Dice;
  readonly store: Store;
  readonly chat: { readonly messages: ChatMessage[]; lastId: number };
  /** Agent processes, also those that ended; by tag. */
  readonly processes: Map<string, AgentProcess>;
  readonly sessions: Map<string, AgentSession>;
  readonly trees: Map<GoalId, Tree>;
  /** How the agents and the repository of each goal behave; by the goal's text. */
  readonly plans: Map<string, GoalPlan>;
  /** Since when one life has gone on without death or a stolen lease, in epoch milliseconds; Infinity: it has not. */
  readonly calm: { since: number };
  /** What must never happen, and did. */
  readonly problems: string[];
  /** What happened, for reading a failure. */
  readonly trace: string[];
}

export function createWorld(seed: number): World {
  const clock = createSimClock();
  return {
    seed,
    clock,
    dice: createDice(seed),
    store: createMemoryStore({ clock, logger: createSilentLogger() }),
    chat: { messages: [], lastId: 0 },
    processes: new Map(),
    sessions: new Map(),
    trees: new Map(),
    plans: new Map(),
    calm: { since: Infinity },
    problems: [],
    trace: [],
  };
}

/** Notes what happened, with the seconds since the beginning. */
export function note(world: World, what: string): void {
  const seconds = ((world.clock.now() - 1_800_000_000_000) / 1000).toFixed(3);
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
