import { isDeepStrictEqual } from 'node:util';
import { isTerminal } from '../../../../src/domain/goal.ts';
import { addUsage, noUsage, type TurnRecord } from '../../../../src/domain/turn.ts';
import { isBeside } from '../../../../src/goal/effects.ts';
import type { GoalDocument } from '../../../../src/goal/state.ts';
import type { Seen } from '../../world/observe-store.ts';
import { claimOf, type Claim } from '../support/claim.ts';
import type { World } from '../../world/shape/world-shape.ts';

/** What was is never changed: ends, rows, checkpoints, counters. */
export function checkHistory(world: World, seen: Seen): void {
  const { before, after } = seen;
  if (before === undefined) return;
  const claim = claimOf(world, seen);
  for (const counter of ['run', 'seq', 'nextEffect', 'nextPost', 'roots', 'checksMs'] as const)
    claim(after[counter] >= before[counter], `${counter} fell from ${before[counter]} to ${after[counter]}`);
  if (isTerminal(before.state)) checkEnd(before, after, claim);
  else claim(after.run === before.run, 'a new run began before the old one was over');
  checkRows(world, before, after, claim);
  if (after.state === 'done' && before.state !== 'done') checkDone(world, after, claim);
}

/** Done is what the checks liked, as a commit, and delivered where that was asked for. */
function checkDone(world: World, goal: GoalDocument, claim: Claim): void {
  const tree = world.trees.get(goal.id);
  claim(goal.checks?.every((check) => check.ok) === true, 'it is done with red checks');
  claim(goal.sha === tree?.head, `it is done with ${goal.sha}, the head is ${tree?.head}`);
  claim(tree?.dirty === false, 'it is done, and not all of it is committed');
  claim(goal.criteria.length === 0 || tree?.good === true, 'it is done, and the work is not good');
  const pushed = goal.spec.deliver === 'branch' && goal.sha !== tree?.baseSha;
  claim(goal.delivery.state === (pushed ? 'pushed' : 'none'), `its delivery is ${goal.delivery.state}`);
}

/** The end of a run is for ever; only a new run follows it. */
function checkEnd(before: GoalDocument, after: GoalDocument, claim: Claim): void {
  if (after.run === before.run) {
    claim(after.state === before.state, `it was ${before.state} and became ${after.state}`);
    claim(isDeepStrictEqual(after.result, before.result), 'the reason of its end changed');
    claim(after.endedAt === before.endedAt, 'the time of its end changed');
    return;
  }
  claim(after.run === before.run + 1, `run ${after.run} followed run ${before.run}`);
  claim(before.effects.every(isBeside), 'a new run began beside what is left of the old one');
  claim(
    after.state === 'queued' && after.turn === 0,
    `run ${after.run} begins ${after.state} at turn ${after.turn}`,
  );
}

function checkRows(world: World, before: GoalDocument, after: GoalDocument, claim: Claim): void {
  const added = after.turns.length - before.turns.length;
  claim(added === 0 || added === 1, `${added} rows came at once`);
  for (const [index, row] of before.turns.entries())
    claim(isSameRow(row, after.turns[index]), 'an older row changed');
  const gone = before.effects.filter(
    (effect) =>
      effect.type === 'RunTurn' &&
      effect.started !== undefined &&
      !after.effects.some(({ id }) => id === effect.id),
  );
  claim(gone.length === added, `${gone.length} starts are over, and ${added} rows came`);
  if (added === 1) checkRow(world, after, claim);
  if (added === 1) checkUsage(after, claim);
}

/** Only a summary that was not there yet may come later. */
function isSameRow(row: TurnRecord, now: TurnRecord | undefined): boolean {
  if (now === undefined || row.summary !== undefined) return isDeepStrictEqual(row, now);
  const { summary: _summary, ...rest } = now;
  return isDeepStrictEqual(row, rest);
}

/** The row says what its process really used. */
function checkRow(world: World, goal: GoalDocument, claim: Claim): void {
  const row = goal.turns.at(-1);
  if (row === undefined) return;
  const tag = `home/${goal.id}/${row.run}-${row.seq}`;
  const process = world.processes.get(tag);
  claim(row.run === goal.run, `a row of run ${row.run} came in run ${goal.run}`);
  if (process === undefined)
    return claim(row.outcome !== 'finished', `${tag} never ran, and its row says ${row.outcome}`);
  claim(!process.running, `the row of ${tag} came before its end`);
  claim(row.kind === process.request.kind, `${tag} was to ${process.request.kind}, its row says ${row.kind}`);
  claim(row.agent === process.kind.name, `${tag} was ${process.kind.name}, its row says ${row.agent}`);
  // Of an agent that nobody can ask any more nothing is known.
  if (row.failure?.kind === 'cli-missing') return;
  const { due } = process;
  const same = (['input', 'output', 'cacheRead', 'cacheWrite', 'wallMs'] as const).every(
    (key) => row.usage[key] === due[key],
  );
  const booked = JSON.stringify(row.usage);
  claim(same, `${tag} used ${JSON.stringify(due)}, its row says ${booked}`);
  const dollars = (row.usage.costUsd ?? 0) - (due.costUsd ?? 0);
  claim(Math.abs(dollars) < 1e-9, `${tag} cost $${due.costUsd}, its row says ${booked}`);
}

function checkUsage(goal: GoalDocument, claim: Claim): void {
  const sum = goal.turns.reduce((total, turn) => addUsage(total, turn.usage), noUsage);
  claim(isDeepStrictEqual(sum, goal.usage), 'the spend is not the sum of the rows');
}
