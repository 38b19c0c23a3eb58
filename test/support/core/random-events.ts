import * as fc from 'fast-check';
import type { Actor } from '../../../src/domain/actor.ts';
import type { CheckResult } from '../../../src/domain/acceptance.ts';
import { FailureSchema, type Failure } from '../../../src/domain/failure.ts';
import type { EffectId } from '../../../src/domain/ids.ts';
import type { CooledAgent } from '../../../src/domain/rules/agent-traits.ts';
import type { DiffStat, Usage } from '../../../src/domain/turn.ts';
import { mainEffect, type EmptyPurse } from '../../../src/goal/draft.ts';
import type { PendingEffect } from '../../../src/goal/effects.ts';
import type { GoalEvent } from '../../../src/goal/events.ts';
import type { GoalDocument } from '../../../src/goal/state.ts';
import { alice, bob, changed, green, red, unchanged, workspace } from './sample-goal.ts';

/** One throw of the dice: what happens next, whatever the goal's state is by then, and how the world stands. */
export interface Move {
  readonly what: 'answer' | 'baseline' | 'wish' | 'reply' | 'slot' | 'time' | 'stale';
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
  /** Share of its window that the agent's context fills. */
  readonly context: number | undefined;
  /** Who is cooled down now. */
  readonly cooled: readonly CooledAgent[];
  /** No money can be set aside now. */
  readonly emptyPurse: EmptyPurse | undefined;
}

const actor = fc.constantFrom<Actor[]>(alice, bob);

const steering: fc.Arbitrary<GoalEvent> = fc.oneof(
  fc.record({ type: fc.constant('PauseWished' as const), by: actor }),
  fc.record({ type: fc.constant('ResumeWished' as const), by: actor }),
  fc.record({ type: fc.constant('ResumeWished' as const), by: actor }),
  fc.record({ type: fc.constant('ResumeWished' as const), by: actor }),
  fc.record({ type: fc.constant('StopWished' as const), by: actor, at: fc.nat({ max: 200_000_000 }) }),
  fc.record({ type: fc.constant('StopWished' as const), by: actor, at: fc.nat({ max: 20_000_000 }) }),
  fc.record({
    type: fc.constant('MessageGiven' as const),
    by: actor,
    text: fc.string({ maxLength: 20 }),
    now: fc.boolean(),
  }),
);

const cancel: fc.Arbitrary<GoalEvent> = fc.record({
  type: fc.constant('CancelWished' as const),
  by: actor,
  reason: fc.constantFrom('', 'not needed'),
});

const course: fc.Arbitrary<GoalEvent> = fc.oneof(
  fc.record({
    type: fc.constant('BudgetGrown' as const),
    by: actor,
    add: fc.constantFrom({ turns: 2 }, { costUsd: 1, errors: 3 }, { denies: 4, wallMs: 60_000 }, {}),
  }),
  fc.record({ type: fc.constant('BudgetRefused' as const), by: actor }),
  fc.record({ type: fc.constant('CompactWished' as const), by: actor, focus: fc.constantFrom('', 'tests') }),
  fc.record({
    type: fc.constant('SwitchWished' as const),
    by: actor,
    agent: fc.constantFrom({ name: 'codex' }, { name: 'claude', model: 'small' }, { name: 'claude' }),
  }),
  fc.record({ type: fc.constant('RollbackWished' as const), by: actor, checkpoint: fc.nat({ max: 4 }) }),
);

/** Answers to the first questions, open or not, and the agent's word that it has them. */
const answering: fc.Arbitrary<GoalEvent> = fc.oneof(
  fc.record({
    type: fc.constant('QuestionAnswered' as const),
    by: actor,
    question: fc.constantFrom('Q-1', 'Q-2', 'Q-3', 'Q-4'),
    text: fc.constantFrom('SQLite', 'the old one'),
  }),
  fc.record({
    type: fc.constant('AnswerTaken' as const),
    question: fc.constantFrom('Q-1', 'Q-2', 'Q-3', 'Q-4'),
  }),
);

const again: fc.Arbitrary<GoalEvent> = fc.record({
  type: fc.constantFrom('ContinueWished' as const, 'RetryWished' as const),
  by: actor,
  text: fc.constantFrom('', 'try the other way'),
});

const surroundings: fc.Arbitrary<GoalEvent> = fc.constantFrom(
  { type: 'RootPosted', messageId: '1.1' },
  { type: 'RootRefused', code: 'is_archived' },
  { type: 'DroverLeft' },
  { type: 'DroverBack' },
);

const wish = fc.oneof(
  { arbitrary: steering, weight: 8 },
  { arbitrary: course, weight: 6 },
  { arbitrary: again, weight: 6 },
  { arbitrary: answering, weight: 1 },
  { arbitrary: surroundings, weight: 2 },
  { arbitrary: cancel, weight: 1 },
);

const failure: fc.Arbitrary<Failure> = fc.record(
  {
    kind: fc.oneof(
      fc.constantFrom(...FailureSchema.shape.kind.options),
      fc.constantFrom('crashed' as const, 'permission-blocked' as const, 'context-overflow' as const),
    ),
    message: fc.constantFrom('it broke', 'two\nlines'),
    retryAfterMs: fc.integer({ min: 0, max: 3_600_000 }),
    resetsAt: fc.integer({ min: 0, max: 100_000_000 }),
    byRestart: fc.boolean(),
  },
  { requiredKeys: ['kind', 'message'] },
);

const share = <T>(count: number, value: T): T[] => Array<T>(count).fill(value);

const often = [
  ...share(30, 'answer' as const),
  ...share(4, 'wish' as const),
  ...share(9, 'slot' as const),
  ...share(3, 'time' as const),
  'baseline' as const,
  ...share(2, 'reply' as const),
  'stale' as const,
];

const sentinel = '{"__drover_sleep__": true, "duration_ms": 60000, "reason": "the build"}';

/** A sequence of moves; work goes on far more often than people interfere, so that goals get somewhere. */
export const moves: fc.Arbitrary<readonly Move[]> = fc.array(
  fc.record({
    what: fc.constantFrom(...often),
    wish,
    choice: fc.nat({ max: 9 }),
    failure,
    diff: fc.constantFrom(changed, changed, unchanged),
    results: fc.constantFrom([green], [red], [red], [red, green], []),
    text: fc.constantFrom('Done.', 'Done.', 'M-1: read. NO_CHANGES_NEEDED', '', sentinel),
    denials: fc.constantFrom(0, 0, 1, 9),
    cost: fc.constantFrom(undefined, 0, 0.3),
    minutes: fc.nat({ max: 30 }),
    chance: fc.double({ min: 0, max: 0.999, noNaN: true }),
    context: fc.constantFrom(undefined, 0.1, 0.5, 0.9),
    cooled: fc.constantFrom([], [], [], [], [{ agent: 'claude', until: 90_000_000, why: 'limit' }]),
    emptyPurse: fc.constantFrom(...share(9, undefined), {
      key: 'global/total',
      leftUsd: 0.1,
      limitUsd: 5,
    }),
  }),
  { minLength: 5, maxLength: 120, size: 'max' },
);

/** What this move is in a goal that stands like this; undefined when nothing of the kind can happen now. */
export function eventOf(move: Move, goal: GoalDocument): GoalEvent | undefined {
  const baseline = goal.effects.find((effect) => effect.type === 'RunBaseline');
  const main = mainEffect(goal);
  switch (move.what) {
    case 'wish':
      return move.wish;
    case 'reply':
      return replyTo(goal);
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

/** A person answers what is open. */
function replyTo({ questions }: GoalDocument): GoalEvent | undefined {
  const question = questions.find(({ state }) => state === 'open')?.id;
  return question === undefined ? undefined : { type: 'QuestionAnswered', by: bob, question, text: 'SQLite' };
}

function answerTo(effect: PendingEffect, move: Move, goal: GoalDocument): GoalEvent {
  const effectId = effect.id;
  if (cannotBeDone(effect, move))
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
    case 'RestoreWorkspace':
      return { type: 'WorkspaceRestored', effectId };
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
    case 'ChooseAgent':
      return { type: 'AgentChosen', effectId, agent: { name: 'codex' }, why: 'it has the least to do' };
    case 'SummariseSession':
      return { type: 'SessionSummarised', effectId, ...(move.choice < 3 ? {} : { text: 'Tried much.' }) };
    case 'SummariseTurn':
      return { type: 'TurnSummarised', effectId, ...(move.choice < 3 ? {} : { text: 'It went on.' }) };
    case 'ExtractMemory':
      return { type: 'MemoryExtracted', effectId, written: [], refused: [], failed: move.choice < 3 };
    case 'RunHook':
      return { type: 'HookFinished', effectId, outcome: move.choice < 3 ? 'failed' : 'done' };
  }
}

function cannotBeDone(effect: PendingEffect, { choice, denials }: Move): boolean {
  if (effect.type === 'RestoreWorkspace') return choice < 4;
  return effect.type === 'RunTurn' ? choice === 3 && denials > 5 : choice === 0 && denials > 0;
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
  if (effect.started === undefined)
    return { type: 'TurnStarted', effectId, seq: goal.seq + 1, promptBytes: 10 };
  if (move.choice === 2 && move.denials > 0) return { type: 'TurnStalled', effectId, silentMs: 600_000 };
  if (move.choice === 1 && move.minutes % 2 === 0)
    return { type: 'QuestionAsked', effectId, ...questionOf(move, `c${goal.questions.length}`) };
  if (move.choice < 3)
    return {
      type: 'TurnProgressed',
      effectId,
      tools: move.choice,
      text: move.text,
      session: effect.session.id,
      ...(move.cost === undefined ? {} : { usage: usageOf(move) }),
    };
  const outcome = outcomeOf(move, effect.abort !== undefined);
  return {
    type: 'TurnFinished',
    effectId,
    outcome,
    usage: usageOf(move),
    text: move.text,
    denials: Array.from({ length: move.denials }, () => ({ tool: 'Bash', what: 'curl' })),
    diff: move.diff,
    ...(outcome === 'failed' ? { failure: move.failure } : {}),
    ...(move.minutes === 9 ? { questionFile: questionOf(move, `f${goal.questions.length}`) } : {}),
    ...(move.choice % 2 === 0 ? { session: effect.session.id, sessionTotals: usageOf(move) } : {}),
    ...(move.context === undefined ? {} : { context: { used: move.context * 100_000, window: 100_000 } }),
  };
}

const questionOf = ({ denials }: Move, call: string) => ({
  call,
  text: 'Which one?',
  options: [],
  ...(denials > 0 ? {} : { fallback: 'Postgres' }),
});

/** A turn that is to be ended mostly is; now and then it was faster. */
function outcomeOf({ choice }: Move, ending: boolean): 'finished' | 'failed' | 'aborted' {
  if (choice < 5) return 'failed';
  return choice < (ending ? 6 : 9) ? 'finished' : 'aborted';
}

function usageOf({ cost }: Move): Usage {
  const usage = { input: 10, output: 1, cacheRead: 0, cacheWrite: 0, wallMs: 500 };
  return cost === undefined ? usage : { ...usage, costUsd: cost };
}
