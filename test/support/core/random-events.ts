import * as fc from 'fast-check';
import type { Actor } from '../../../src/domain/actor.ts';
import type { CheckResult } from '../../../src/domain/acceptance.ts';
import { FailureSchema, type Failure } from '../../../src/domain/failure.ts';
import type { EffectId } from '../../../src/domain/ids.ts';
import type { DiffStat } from '../../../src/domain/turn.ts';
import type { PendingEffect } from '../../../src/goal/effects.ts';
import type { GoalEvent } from '../../../src/goal/events.ts';
import type { GoalDocument } from '../../../src/goal/state.ts';
import { alice, bob, changed, green, red, unchanged, workspace } from './sample-goal.ts';

/** One throw of the dice: what happens next, whatever the goal's state is by then. */
export interface Move {
  readonly what: 'answer' | 'baseline' | 'wish' | 'slot' | 'time' | 'stale';
  readonly wish: GoalEvent;
  /** Which of the answers that fit the pending order. */
  readonly choice: number;
  readonly failure: Failure;
  readonly diff: DiffStat;
  readonly results: readonly CheckResult[];
  readonly text: string;
  readonly denials: number;
  readonly cost: number | undefined;
  readonly minutes: number;
  readonly chance: number;
}

const actor = fc.constantFrom<Actor[]>(alice, bob);

const wish: fc.Arbitrary<GoalEvent> = fc.oneof(
  fc.record({ type: fc.constant('PauseWished' as const), by: actor }),
  fc.record({ type: fc.constant('ResumeWished' as const), by: actor }),
  fc.record({ type: fc.constant('ResumeWished' as const), by: actor }),
  fc.record({ type: fc.constant('MessageGiven' as const), by: actor, text: fc.string({ maxLength: 20 }) }),
  fc.constant({ type: 'RootPosted' as const, messageId: '1.1' }),
  fc.constant({ type: 'RootRefused' as const, code: 'is_archived' }),
  fc.record({
    type: fc.constant('CancelWished' as const),
    by: actor,
    reason: fc.constantFrom('', 'not needed'),
  }),
);

const failure: fc.Arbitrary<Failure> = fc.record(
  {
    kind: fc.constantFrom(...FailureSchema.shape.kind.options),
    message: fc.constantFrom('it broke', 'two\nlines'),
    retryAfterMs: fc.integer({ min: 0, max: 3_600_000 }),
    resetsAt: fc.integer({ min: 0, max: 100_000_000 }),
    byRestart: fc.boolean(),
  },
  { requiredKeys: ['kind', 'message'] },
);

const share = <T>(count: number, value: T): T[] => Array<T>(count).fill(value);

const often = [
  ...share(24, 'answer' as const),
  ...share(3, 'wish' as const),
  'slot' as const,
  'slot' as const,
  'baseline' as const,
  'time' as const,
  'time' as const,
  'stale' as const,
];

/** A sequence of moves; work goes on far more often than people interfere, so that goals get somewhere. */
export const moves: fc.Arbitrary<readonly Move[]> = fc.array(
  fc.record({
    what: fc.constantFrom(...often),
    wish,
    choice: fc.nat({ max: 9 }),
    failure,
    diff: fc.constantFrom(changed, changed, unchanged),
    results: fc.constantFrom([green], [red], [red, green], []),
    text: fc.constantFrom('Done.', 'M-1: read. NO_CHANGES_NEEDED', ''),
    denials: fc.constantFrom(0, 0, 1, 9),
    cost: fc.constantFrom(undefined, 0, 0.3),
    minutes: fc.nat({ max: 30 }),
    chance: fc.double({ min: 0, max: 0.999, noNaN: true }),
  }),
  { maxLength: 80, size: 'max' },
);

/** What this move is in a goal that stands like this; undefined when nothing of the kind can happen now. */
export function eventOf(move: Move, goal: GoalDocument): GoalEvent | undefined {
  const baseline = goal.effects.find((effect) => effect.type === 'RunBaseline');
  const main = goal.effects.find((effect) => effect.type !== 'RunBaseline');
  switch (move.what) {
    case 'wish':
      return move.wish;
    case 'slot':
      return { type: 'SlotGranted' };
    case 'time':
      return { type: 'WakeDue' };
    case 'baseline':
      return baseline && answerTo(baseline, move, goal);
    case 'answer':
      return main && answerTo(main, move, goal);
    case 'stale':
      return { type: 'CheckpointMade', effectId: '1.999999' as EffectId, number: 9, sha: 'late' };
  }
}

function answerTo(effect: PendingEffect, move: Move, goal: GoalDocument): GoalEvent {
  const effectId = effect.id;
  const fails = effect.type === 'RunTurn' ? move.choice === 3 : move.choice === 0 && move.denials > 0;
  if (fails)
    return { type: 'EffectFailed', effectId, code: 'GIT_FAILED', message: 'git said no', hint: 'Look.' };
  switch (effect.type) {
    case 'PrepareWorkspace':
      return { type: 'WorkspaceReady', effectId, workspace, criteria: criteriaOf(move) };
    case 'RunBaseline':
      return { type: 'BaselineFinished', effectId, results: move.results };
    case 'MakeCheckpoint':
      return { type: 'CheckpointMade', effectId, number: effect.number, sha: 'c'.repeat(40) };
    case 'RunTurn':
      return turnEvent(effect, move, goal);
    case 'CheckAcceptance':
      return { type: 'ChecksFinished', effectId, results: move.results, changes: move.diff, wallMs: 7 };
    case 'CommitWork':
      return {
        type: 'WorkCommitted',
        effectId,
        sha: move.diff.files === 0 ? workspace.baseSha : 'd'.repeat(40),
        changes: move.diff,
      };
    case 'DeliverBranch':
      return { type: 'BranchDelivered', effectId, ref: 'drover/G-1' };
  }
}

const criteriaOf = (move: Move) =>
  move.choice > 7
    ? []
    : [{ kind: 'shell' as const, command: 'npm test', expectedExit: 0, timeoutMs: 60_000 }];

function turnEvent(
  effect: Extract<PendingEffect, { type: 'RunTurn' }>,
  move: Move,
  goal: GoalDocument,
): GoalEvent {
  const effectId = effect.id;
  if (effect.started === undefined) return { type: 'TurnStarted', effectId, seq: goal.seq + 1 };
  if (move.choice < 3)
    return {
      type: 'TurnProgressed',
      effectId,
      tools: move.choice,
      text: move.text,
      session: effect.session.id,
    };
  const usage = { input: 10, output: 1, cacheRead: 0, cacheWrite: 0, wallMs: 500 };
  const outcome = move.choice < 5 ? 'failed' : move.choice < 9 ? 'finished' : 'aborted';
  return {
    type: 'TurnFinished',
    effectId,
    outcome,
    usage: move.cost === undefined ? usage : { ...usage, costUsd: move.cost },
    text: move.text,
    denials: Array.from({ length: move.denials }, () => ({ tool: 'Bash', what: 'curl' })),
    promptBytes: 10,
    diff: move.diff,
    ...(outcome === 'failed' ? { failure: move.failure } : {}),
    ...(move.choice % 2 === 0 ? { session: effect.session.id } : {}),
  };
}
