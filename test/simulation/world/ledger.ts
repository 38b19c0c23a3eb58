import type { GoalId } from '../../../src/domain/ids.ts';
import type { RunTurnEffect } from '../../../src/goal/effects.ts';
import type { GoalDocument } from '../../../src/goal/state.ts';
import { goalOfTag, startOfTag } from './tags.ts';
import type { Ledger, World } from './shape/world-shape.ts';

export const emptyLedger = (): Ledger => ({
  goals: new Map(),
  posts: [],
  answered: new Map(),
  reserved: new Map(),
  unpaid: new Set(),
  spent: new Map(),
  cooldowns: new Map(),
  handedOver: new Map(),
  cutShort: new Set(),
  slept: new Set(),
  summaries: new Map(),
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
