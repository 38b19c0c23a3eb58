import { agentWords } from '../domain/goal.ts';
import type { RunTurnEffect } from '../goal/effects.ts';
import type { GoalDocument } from '../goal/state.ts';
import { budgetOf, usedBy } from '../goal/used.ts';
import { estimateUsd } from '../policy/purses.ts';
import type { Reservation, Settlement } from '../ports/store/registry.ts';
import type { Runtime } from './runtime.ts';

/** What a turn is expected to cost while nothing is known of others like it, in dollars. */
const unknownTurnUsd = 0.5;

/**
 * The money that goes with a step: what is set aside for a turn that was ordered, and what a turn that is not pending any
 * more really cost. Derived from the documents, so that no order can be without its money, nor money without its order.
 */
export async function moneyOf(
  runtime: Runtime,
  before: GoalDocument,
  after: GoalDocument,
): Promise<{ settle: readonly Settlement[]; reserve: readonly Reservation[] }> {
  const [old, now] = [turnsIn(before), turnsIn(after)];
  const gone = old.filter(({ id }) => !now.some((turn) => turn.id === id));
  const ordered = now.filter(({ id }) => !old.some((turn) => turn.id === id));
  const reserve = await Promise.all(ordered.map((turn) => reservationOf(runtime, after, turn)));
  return {
    settle: gone.map((turn) => settlementOf(before, after, turn)),
    reserve: reserve.filter((reservation) => reservation !== undefined),
  };
}

const turnsIn = (goal: GoalDocument): readonly RunTurnEffect[] =>
  goal.effects.filter((effect): effect is RunTurnEffect => effect.type === 'RunTurn');

const nameOf = (goal: GoalDocument, turn: RunTurnEffect): string => `${goal.id}/${turn.id}`;

/** Turns of one agent and model in one project cost alike. */
const costKeyOf = (goal: GoalDocument, turn: RunTurnEffect): string =>
  `${agentWords(turn.agent)} in ${goal.spec.project}`;

async function reservationOf(
  runtime: Runtime,
  goal: GoalDocument,
  turn: RunTurnEffect,
): Promise<Reservation | undefined> {
  const purses = runtime.money.purses(goal, runtime.clock.now());
  if (purses.length === 0 || runtime.agents.get(turn.agent.name)?.costs !== true) return undefined;
  const costs = await runtime.store.turnCosts(costKeyOf(goal, turn));
  // A guess must not keep a small purse shut for ever; what is known of real turns may.
  const guess = Math.min(unknownTurnUsd, ...purses.map(({ limitUsd }) => limitUsd));
  return { id: nameOf(goal, turn), usd: Math.min(estimateUsd(costs, guess), leftOf(goal)), purses };
}

/** More than its own budget a goal cannot spend, but for the turn that breaks it. */
function leftOf(goal: GoalDocument): number {
  const { costUsd } = budgetOf(goal);
  return costUsd > 0 ? Math.max(costUsd - (usedBy(goal).costUsd ?? 0), 0) : Infinity;
}

/** What the step booked is what the turn cost; a start that never was cost nothing, and says nothing about others. */
function settlementOf(before: GoalDocument, after: GoalDocument, turn: RunTurnEffect): Settlement {
  const usd = Math.max((after.usage.costUsd ?? 0) - (before.usage.costUsd ?? 0), 0);
  const row = after.turns.length > before.turns.length ? after.turns.at(-1) : undefined;
  const typical = row?.kind === 'work' && row.outcome === 'finished' && row.usage.costUsd !== undefined;
  return { id: nameOf(before, turn), usd, ...(typical ? { costKey: costKeyOf(before, turn) } : {}) };
}
