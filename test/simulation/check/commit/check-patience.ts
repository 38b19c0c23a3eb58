import type { TurnRecord } from '../../../../src/domain/turn.ts';
import type { RunTurnEffect } from '../../../../src/goal/effects.ts';
import type { GoalDocument } from '../../../../src/goal/state.ts';
import type { Seen } from '../../world/observe-store.ts';
import { claimOf, type Claim } from '../support/claim.ts';
import type { World } from '../../world/shape/world-shape.ts';

/** What goes wrong in a row is bounded, and vendors that ask for a pause get it from every goal. */
export function checkPatience(world: World, seen: Seen): void {
  const { before, after } = seen;
  if (before === undefined) return;
  remember(world, before, seen);
  const claim = claimOf(world, seen);
  const known = new Set(before.effects.map((effect) => effect.id));
  for (const effect of after.effects)
    if (effect.type === 'RunTurn' && !known.has(effect.id)) checkOrder(world, after, effect, claim);
  if (after.turns.length > before.turns.length) checkPause(seen, claim);
}

/** What does not count: how an agent fared before another one took over, and starts that people ended. */
function remember({ ledger }: World, before: GoalDocument, { id, after, commit }: Seen): void {
  const over = commit.goal?.events.some(({ data }) => data['what'] === 'handed over') === true;
  if (over) ledger.handedOver.set(id, after.seq);
  for (const effect of before.effects)
    if (effect.type === 'RunTurn' && effect.abort !== undefined)
      ledger.cutShort.add(tagOfRow(before, effect.started?.seq ?? 0));
}

const tagOfRow = ({ id, run }: GoalDocument, seq: number): string => `home/${id}/${run}-${seq}`;

const refusals = new Set(['rate-limited', 'overloaded', 'quota-exhausted']);
const breaks = new Set(['crashed', 'timeout', 'network', 'protocol', 'session-lost']);

function checkOrder(world: World, goal: GoalDocument, effect: RunTurnEffect, claim: Claim): void {
  const { maxFreshRetries } = world.settings.rules.replay;
  const rows = goal.turns.filter((row) => counts(world, goal, row));
  const works = rows.filter(({ kind }) => kind === 'work');
  const refused = trailing(works, refusals);
  const broken = trailing(works, breaks);
  const mostBroken = broken.at(-1)?.failure?.kind === 'session-lost' ? 3 : 1 + maxFreshRetries;
  claim(refused.length <= 27, `turn ${effect.turn} follows ${refused.length} refusals in a row`);
  claim(broken.length <= mostBroken, `turn ${effect.turn} follows ${broken.length} crashes in a row`);
  const last = rows.at(-1);
  const again = effect.kind === 'compact' && last?.kind === 'compact' && goal.compaction.wanted !== 'asked';
  const may = last?.failure !== undefined && refusals.has(last.failure.kind);
  claim(!again || may, 'a compaction follows a compaction');
}

/** What people have ended, what drover itself did, and what another agent did is not held against this one. */
function counts({ ledger }: World, goal: GoalDocument, { run, seq, failure }: TurnRecord): boolean {
  const mine = run === goal.run && seq > (ledger.handedOver.get(goal.id) ?? 0);
  return mine && failure?.byRestart !== true && !ledger.cutShort.has(tagOfRow(goal, seq));
}

function trailing(rows: readonly TurnRecord[], kinds: ReadonlySet<string>): readonly TurnRecord[] {
  const last = rows.findLastIndex(({ failure }) => failure === undefined || !kinds.has(failure.kind));
  return rows.slice(last + 1);
}

/** The goal waits for the vendor: then every goal knows of it in the same write. */
function checkPause({ before, after, commit }: Seen, claim: Claim): void {
  if (after.turns.length === before?.turns.length) return;
  const row = after.turns.at(-1);
  if (row?.failure === undefined || !refusals.has(row.failure.kind)) return;
  if (after.waiting?.reason !== 'rate-limit') return;
  const told = commit.cooldowns?.find(({ agent }) => agent === row.agent);
  // Who was to take over may have to wait, too, and longer.
  const waitsForIt = after.agent.name === row.agent;
  claim(
    told !== undefined && (!waitsForIt || told.until === after.waiting.deadline),
    `${row.agent} is to be left alone, and nobody else is told`,
  );
}
