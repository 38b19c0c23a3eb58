import type { GoalId } from '../../../src/domain/ids.ts';
import type { Post } from '../../../src/domain/post.ts';
import type { RunTurnEffect } from '../../../src/goal/effects.ts';
import type { GoalDocument } from '../../../src/goal/state.ts';
import type { Cooldown, PurseShare } from '../../../src/ports/store/registry.ts';
import { goalOfTag, startOfTag } from './tags.ts';
import type { World } from './world.ts';

/** What was written down, as the world saw it written: the other half of every check. */
export interface Ledger {
  /** Every goal as its last commit left it. */
  readonly goals: Map<GoalId, { readonly version: number; readonly goal: GoalDocument }>;
  /** Everything that was to be said, in the order of the commits; cards left out. */
  readonly posts: Post[];
  /** Money that is set aside now. */
  readonly reserved: Map<string, { readonly usd: number; readonly purses: readonly PurseShare[] }>;
  /** Orders with agents that were not configured when they were given: nobody knows what they cost. */
  readonly unpaid: Set<string>;
  /** Money that was spent, by purse. */
  readonly spent: Map<string, number>;
  /** Agents' pauses, and since when they are known. */
  readonly cooldowns: Map<string, Cooldown & { readonly since: number }>;
  /** The last start of each goal before another agent took it over. */
  readonly handedOver: Map<GoalId, number>;
  /** Starts whose end people had wished before it was booked. */
  readonly cutShort: Set<string>;
  /** How often something was written. */
  commits: number;
}

export const emptyLedger = (): Ledger => ({
  goals: new Map(),
  posts: [],
  reserved: new Map(),
  unpaid: new Set(),
  spent: new Map(),
  cooldowns: new Map(),
  handedOver: new Map(),
  cutShort: new Set(),
  commits: 0,
});

/** A goal as it is stored now. */
export const storedGoal = ({ ledger }: World, id: GoalId): GoalDocument | undefined =>
  ledger.goals.get(id)?.goal;

/** All goals as they are stored now. */
export const storedGoals = ({ ledger }: World): readonly GoalDocument[] =>
  [...ledger.goals.values()].map(({ goal }) => goal);

/** The pending order that a process was started for. */
export function turnOfTag(world: World, tag: string): RunTurnEffect | undefined {
  const goal = storedGoal(world, goalOfTag(tag));
  const { run, seq } = startOfTag(tag);
  if (goal?.run !== run) return undefined;
  return goal.effects.find(
    (effect): effect is RunTurnEffect => effect.type === 'RunTurn' && effect.started?.seq === seq,
  );
}

/** Its order is pending, and nobody wished that it ends. */
export function isWanted(world: World, tag: string): boolean {
  const turn = turnOfTag(world, tag);
  return turn !== undefined && turn.abort === undefined;
}
