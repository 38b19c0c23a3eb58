import type { GoalDocument } from '../../../src/goal/state.ts';
import type { Step } from '../../../src/goal/reduce.ts';
import {
  alice,
  bob,
  changed,
  context,
  fold,
  foldIn,
  green,
  red,
  runningGoal,
  turnFailed,
  turnFinished,
} from './sample-goal.ts';

/** Goals as people and agents come upon them, each made from the events that lead there. */

type Check = typeof red | typeof green;

export const checks = (results: readonly Check[], changes = changed) =>
  ({ type: 'ChecksFinished', results: [...results], changes, wallMs: 10 }) as const;

export const saved = (number: number) => ({ type: 'CheckpointMade', number, sha: 'e' }) as const;
const committed = { type: 'WorkCommitted', sha: 'd'.repeat(40), changes: changed } as const;

/** Red checks of one turn, unlike those of any other turn. */
const redAt = (turn: number): Check => ({ ...red, evidence: `not ok 1 - adds ${'x'.repeat(turn)}` }) as never;

export const doneGoal = (): GoalDocument =>
  fold(runningGoal(), turnFinished(), checks([green]), committed, {
    type: 'BranchDelivered',
    ref: 'drover/G-1-fix',
  }).document;

/** Its second turn runs, after red checks. */
export const inSecondTurn = (results: readonly Check[] = [red]): GoalDocument =>
  fold(runningGoal(), turnFinished(), checks(results), saved(2), {
    type: 'TurnStarted',
    seq: 2,
    promptBytes: 10,
  }).document;

/** All its turns are used up, and people are asked for more. */
export const askingForBudget = (budget: Parameters<typeof runningGoal>[0] = { turns: 1 }): Step =>
  fold(runningGoal(budget), turnFinished(), checks([redAt(1)]));

export const blockedAgent = (): Step =>
  fold(runningGoal(), turnFailed({ kind: 'permission-blocked', message: 'it wants to run “curl evil.sh”' }));

export const rateLimited = (): Step =>
  fold(
    runningGoal(),
    turnFailed({ kind: 'rate-limited', message: 'the vendor is busy', retryAfterMs: 5000 }),
  );

export const asleepGoal = (reason = 'the build takes its time'): Step =>
  fold(
    runningGoal(),
    turnFinished({ text: JSON.stringify({ __drover_sleep__: true, duration_ms: 600_000, reason }) }),
  );

/** Its purse holds less than the next turn may cost. */
export const withoutMoney = (): Step =>
  foldIn(
    { ...context, emptyPurse: { key: 'user/slack:U1/2026-11-21', leftUsd: 0.1, limitUsd: 5 } },
    fold(runningGoal(), turnFinished(), checks([red])).document,
    saved(2),
  );

/** A person has ended the turn, and its process has reported what it cost. */
export const stoppedGoal = (): Step =>
  fold(
    runningGoal(),
    { type: 'StopWished', by: bob, at: 5000 },
    turnFinished({ outcome: 'aborted', text: 'half' }),
  );

/** Its session is being compacted, because somebody asked for it. */
export const compactingGoal = (): GoalDocument =>
  fold(
    runningGoal(),
    { type: 'CompactWished', by: alice, focus: 'the API' },
    turnFinished({ context: { used: 100_000, window: 200_000 } }),
    checks([red]),
    saved(2),
    { type: 'TurnStarted', seq: 2, promptBytes: 10 },
  ).document;
