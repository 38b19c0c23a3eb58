import type { RunTurnEffect } from '../../../../src/goal/effects.ts';
import type { GoalDocument } from '../../../../src/goal/state.ts';
import type { Seen } from '../../world/observe-store.ts';
import { claimOf, type Claim } from '../support/claim.ts';
import type { World } from '../../world/shape/world-shape.ts';

/** A turn is only ordered when nothing speaks against it. */
export function checkTurnOrders(world: World, seen: Seen): void {
  const { before, after } = seen;
  const known = new Set((before?.effects ?? []).map(({ id }) => id));
  const claim = claimOf(world, seen);
  for (const effect of after.effects) {
    if (effect.type !== 'RunTurn' || known.has(effect.id)) continue;
    checkBudgets(after, effect, claim);
    checkAgent(world, after, effect, claim);
    if (effect.kind === 'compact') checkCompaction(after, effect, claim);
  }
  if (after.waiting !== before?.waiting) checkAsking(after, claim);
}

const axes = ['turns', 'wallMs', 'costUsd', 'tokens'] as const;

/** What a run used by what its rows say, not by what the goal reckons. */
function usedOf(goal: GoalDocument): Record<(typeof axes)[number], number> {
  const rows = goal.turns.filter(({ run }) => run === goal.run);
  const sum = (of: (row: (typeof rows)[number]) => number) => rows.reduce((total, row) => total + of(row), 0);
  return {
    turns: new Set(rows.filter(({ kind }) => kind === 'work').map(({ turn }) => turn)).size,
    wallMs: sum(({ usage }) => usage.wallMs) + goal.checksMs - goal.before.checksMs,
    costUsd: sum(({ usage }) => usage.costUsd ?? 0),
    tokens: sum(({ usage }) => usage.input + usage.output + usage.cacheRead + usage.cacheWrite),
  };
}

const limitOf = ({ spec, grown }: GoalDocument, axis: (typeof axes)[number]): number =>
  spec.budget[axis] + (grown[axis] ?? 0);

/** Nothing is used up before a turn begins. */
function checkBudgets(goal: GoalDocument, effect: RunTurnEffect, claim: Claim): void {
  const used = usedOf(goal);
  const isNew = effect.attempt === 1 && effect.kind === 'work';
  for (const axis of axes) {
    const limit = limitOf(goal, axis);
    if (goal.spec.budget[axis] === 0 || (axis === 'turns' && !isNew)) continue;
    claim(used[axis] < limit, `turn ${effect.turn} is ordered with ${axis} ${used[axis]} of ${limit}`);
  }
}

/** Nobody is asked for a budget that is not used up. */
function checkAsking(goal: GoalDocument, claim: Claim): void {
  const axis = axes.find((candidate) => candidate === goal.waiting?.axis);
  if (axis === undefined) return;
  const [used, limit] = [usedOf(goal)[axis], limitOf(goal, axis)];
  claim(used >= limit - dust, `it waits for ${axis}, of which ${used} of ${limit} are used`);
}

/** Sums of cents are not exact. */
const dust = 1e-9;

/** Commits and reads cross each other: so much later everybody knows of a pause, in milliseconds. */
const newsTravelsMs = 50;

/** The agent is one of the goal's, and its vendor did not ask for a pause. */
function checkAgent(world: World, goal: GoalDocument, effect: RunTurnEffect, claim: Claim): void {
  const { name } = effect.agent;
  const now = world.clock.now();
  const cooled = world.ledger.cooldowns.get(name);
  const known = cooled !== undefined && cooled.since + newsTravelsMs < now && cooled.until > now;
  claim(!known, `turn ${effect.turn} is ordered with ${name}, which is cooled down until ${cooled?.until}`);
  claim(
    name === goal.agent.name,
    `turn ${effect.turn} is ordered with ${name}, the goal is with ${goal.agent.name}`,
  );
  claim(effect.abort === undefined, `turn ${effect.turn} is ordered and withdrawn at once`);
}

function checkCompaction(goal: GoalDocument, effect: RunTurnEffect, claim: Claim): void {
  claim(effect.receipts.length === 0, `a compaction takes ${effect.receipts.join()}`);
  claim(effect.session.resume, 'a compaction is ordered for a session that never began');
  claim(goal.turn === effect.turn, 'a compaction counts as a turn');
}
