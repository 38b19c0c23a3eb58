import { isDeepStrictEqual } from 'node:util';
import { budgetAxes } from '../../../../src/domain/budget.ts';
import { isTerminal } from '../../../../src/domain/goal.ts';
import type { RunTurnEffect } from '../../../../src/goal/effects.ts';
import type { GoalDocument } from '../../../../src/goal/state.ts';
import type { Seen } from '../../world/observe-store.ts';
import type { VerbName, Wish } from '../../world/people/wish.ts';
import { accuse } from '../../world/world.ts';
import { claimOf, type Claim } from '../support/claim.ts';
import type { World } from '../../world/shape/world-shape.ts';

/** What a person asked happens in the write that says yes to it; and nothing of the kind happens without somebody. */
export function checkWish(world: World, seen: Seen): void {
  const { before, after, wish } = seen;
  if (before === undefined) return;
  const claim = claimOf(world, seen);
  checkAuthors({ before, after, wish: wish?.verb }, claim);
  if (wish === undefined) return;
  const said = (holds: boolean, what: string) => claim(holds, `“${wish.line}”: ${what}`);
  const check = checks[wish.verb];
  if (check === undefined) accuse(world, `“${wish.line}” wrote something`);
  else check({ world, wish, before, after }, said);
}

interface Asked {
  readonly world: World;
  readonly wish: Wish;
  readonly before: GoalDocument;
  readonly after: GoalDocument;
}

const checks: Partial<Record<VerbName, (asked: Asked, claim: Claim) => void>> = {
  pause: ({ after }, claim) => claim(after.pauseWished || after.state === 'paused', `it is ${after.state}`),
  resume: ({ after }, claim) => claim(after.state !== 'paused' && !after.pauseWished, `it is ${after.state}`),
  cancel: ({ after }, claim) => claim(after.state === 'cancelled', `it is ${after.state}`),
  stop: checkStop,
  say: checkSay,
  answer: ({ wish, after }, claim) =>
    claim(
      after.questions.some(({ answer }) => answer === wish.text),
      'no question has this answer',
    ),
  budget: ({ before, after }, claim) => claim(grew(before, after), 'nothing grew'),
  approve: checkApprove,
  deny: ({ before, after }, claim) =>
    claim(after.waiting === undefined && before.waiting !== undefined, `it is ${after.state}`),
  compact: ({ after }, claim) => claim(after.compaction.wanted === 'asked', 'no compaction is wanted'),
  continue: ({ before, after }, claim) => claim(after.run === before.run + 1, `it is in run ${after.run}`),
  retry: checkRetry,
  rollback: ({ after }, claim) => claim(restoring(after), 'the worktree stays as it is'),
  switch: ({ before, after }, claim) =>
    claim(
      !isDeepStrictEqual(after.switchTo ?? after.agent, before.switchTo ?? before.agent),
      `it is with ${after.agent.name}`,
    ),
};

/** The platform's clock and ours may differ by this much, in milliseconds. */
const skewMs = 2000;

const startedTurn = (goal: GoalDocument): RunTurnEffect | undefined =>
  goal.effects.find(
    (effect): effect is RunTurnEffect => effect.type === 'RunTurn' && effect.started !== undefined,
  );

/** It hits the turn that ran when it was typed, and no newer one; and whatever stands, the goal does not go on by itself. */
function checkStop({ wish, before, after }: Asked, claim: Claim): void {
  const [turn, now] = [startedTurn(before), startedTurn(after)];
  if (turn === undefined) return claim(after.state === 'paused', `it is ${after.state}`);
  const startedAt = turn.started?.at ?? 0;
  if (startedAt <= wish.typedAt) claim(now?.abort !== undefined, `turn ${turn.turn} goes on`);
  if (startedAt > wish.typedAt + skewMs) {
    claim(now?.abort === turn.abort, `it hits turn ${turn.turn}, which began later`);
    claim(after.pauseWished, 'it is not paused before the next turn');
  }
}

function checkSay({ wish, before, after }: Asked, claim: Claim): void {
  const message = after.messages.at(-1);
  claim(after.messages.length === before.messages.length + 1, `${after.messages.length} messages`);
  claim(message?.text === wish.text, `it is stored as “${message?.text}”`);
  if (!wish.line.includes('--now') || isTerminal(before.state)) return;
  const turn = startedTurn(before);
  if (turn?.kind === 'work') claim(startedTurn(after)?.abort !== undefined, `turn ${turn.turn} goes on`);
}

function checkApprove({ before, after }: Asked, claim: Claim): void {
  claim(before.waiting !== undefined, `it was ${before.state}`);
  if (before.waiting?.axis !== undefined) claim(grew(before, after), 'nothing grew');
  else claim(after.waiting === undefined, `it is still ${after.state}`);
}

function checkRetry({ before, after }: Asked, claim: Claim): void {
  claim(after.run === before.run + 1, `it is in run ${after.run}`);
  claim(before.workspace === undefined || restoring(after), 'the worktree stays as it is');
  claim(after.session === undefined, 'the old session goes on');
}

const restoring = (goal: GoalDocument): boolean =>
  goal.effects.some((effect) => effect.type === 'RestoreWorkspace');

const grew = (before: GoalDocument, after: GoalDocument): boolean =>
  budgetAxes.some((axis) => (after.grown[axis] ?? 0) > (before.grown[axis] ?? 0));

interface Change {
  readonly before: GoalDocument;
  readonly after: GoalDocument;
  readonly wish: VerbName | undefined;
}

/** What only people may do. */
function checkAuthors({ before, after, wish }: Change, claim: Claim): void {
  const only = (happened: boolean, what: string, ...verbs: readonly VerbName[]) =>
    claim(!happened || (wish !== undefined && verbs.includes(wish)), `${what}, and nobody asked for it`);
  const again = after.run > before.run;
  only(again, 'a new run began', 'continue', 'retry');
  only(!again && grew(before, after), 'its budget grew', 'budget', 'approve');
  only(!again && shrank(before, after), 'its budget shrank');
  const alone = after.dependencies.every(({ state }) => state === undefined || state === 'done');
  only(after.state === 'cancelled' && before.state !== 'cancelled' && alone, 'it was cancelled', 'cancel');
  only(before.state === 'paused' && after.state === 'queued', 'it was resumed', 'resume', 'approve', 'say');
  only(after.pauseWished && !before.pauseWished, 'a pause is wished', 'pause', 'stop');
  only(stopping(after) && !stopping(before), 'its turn is stopped', 'stop');
  only(
    after.switchTo !== undefined && !isDeepStrictEqual(after.switchTo, before.switchTo),
    'it is handed over',
    'switch',
  );
}

const shrank = (before: GoalDocument, after: GoalDocument): boolean =>
  budgetAxes.some((axis) => (after.grown[axis] ?? 0) < (before.grown[axis] ?? 0));

const stopping = (goal: GoalDocument): boolean => startedTurn(goal)?.abort === 'stopped';
