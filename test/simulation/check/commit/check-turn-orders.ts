import type { TurnRecord } from '../../../../src/domain/turn.ts';
import type { RunTurnEffect } from '../../../../src/goal/effects.ts';
import type { GoalDocument } from '../../../../src/goal/state.ts';
import type { Seen } from '../../world/observe-store.ts';
import type { World } from '../../world/world.ts';
import { claimOf, type Claim } from './claim.ts';

/** A turn is only ordered when nothing speaks against it. */
export function checkTurnOrders(world: World, seen: Seen): void {
  const { before, after } = seen;
  const known = new Set((before?.effects ?? []).map(({ id }) => id));
  const claim = claimOf(world, seen);
  for (const effect of after.effects) {
    if (effect.type !== 'RunTurn' || known.has(effect.id)) continue;
    checkBudgets(after, effect, claim);
    checkPatience(world, after, effect, claim);
    checkAgent(world, after, effect, claim);
    if (effect.kind === 'compact') checkCompaction(after, effect, claim);
  }
  if (before !== undefined) checkSlots(world, claim);
}

/** Budgets by what the rows say, not by what the goal reckons: nothing is used up before a turn begins. */
function checkBudgets(goal: GoalDocument, effect: RunTurnEffect, claim: Claim): void {
  const rows = goal.turns.filter(({ run }) => run === goal.run);
  const sum = (of: (row: (typeof rows)[number]) => number) => rows.reduce((total, row) => total + of(row), 0);
  const begun = new Set(rows.filter(({ kind }) => kind === 'work').map(({ turn }) => turn));
  const used = {
    turns: effect.attempt === 1 && effect.kind === 'work' ? begun.size : 0,
    wallMs: sum(({ usage }) => usage.wallMs) + goal.checksMs - goal.before.checksMs,
    costUsd: sum(({ usage }) => usage.costUsd ?? 0),
    tokens: sum(({ usage }) => usage.input + usage.output + usage.cacheRead + usage.cacheWrite),
  };
  for (const axis of ['turns', 'wallMs', 'costUsd', 'tokens'] as const) {
    const limit = goal.spec.budget[axis] + (goal.grown[axis] ?? 0);
    const what = `turn ${effect.turn} is ordered with ${axis} ${used[axis]} of ${limit}`;
    claim(goal.spec.budget[axis] === 0 || used[axis] < limit + 1e-9, what);
    claim(goal.spec.budget[axis] === 0 || used[axis] !== limit, what);
  }
}

const refusals = new Set(['rate-limited', 'overloaded', 'quota-exhausted']);
const breaks = new Set(['crashed', 'timeout', 'network', 'protocol', 'session-lost']);

/** What goes wrong in a row is bounded, whatever it is. */
function checkPatience(world: World, goal: GoalDocument, effect: RunTurnEffect, claim: Claim): void {
  const { maxFreshRetries } = world.settings.rules.replay;
  const asked = (row: TurnRecord) =>
    world.processes.get(`home/${goal.id}/${row.run}-${row.seq}`)?.asked === true;
  // What people have ended is not held against anybody.
  const refused = inARow(goal, effect, refusals);
  const broken = inARow(goal, effect, breaks).filter((row) => !asked(row));
  const mostBroken = broken.at(-1)?.failure?.kind === 'session-lost' ? 3 : 1 + maxFreshRetries;
  claim(refused.length <= 27, `turn ${effect.turn} follows ${refused.length} refusals in a row`);
  claim(broken.length <= mostBroken, `turn ${effect.turn} follows ${broken.length} crashes in a row`);
}

/** The last starts of this agent that all failed like that; what drover itself did to them does not count. */
function inARow(
  goal: GoalDocument,
  effect: RunTurnEffect,
  kinds: ReadonlySet<string>,
): readonly TurnRecord[] {
  const rows = goal.turns.filter(({ run, kind }) => run === goal.run && kind === 'work');
  const last = rows.findLastIndex(
    ({ failure, agent, model }) =>
      failure === undefined ||
      !kinds.has(failure.kind) ||
      agent !== effect.agent.name ||
      model !== effect.agent.model,
  );
  return rows.slice(last + 1).filter(({ failure }) => failure?.byRestart !== true);
}

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

function checkSlots(world: World, claim: Claim): void {
  const holding = [...world.ledger.goals.values()].filter(
    ({ goal }) => goal.state === 'preparing' || goal.state === 'running',
  );
  const { slots } = world.settings;
  claim(
    holding.length <= slots,
    `${holding.map(({ goal }) => goal.id).join(' ')} work at once, on ${slots} slots`,
  );
}
