import * as fc from 'fast-check';
import { defaultRules } from '../../../src/domain/rules/loop-rules.ts';
import type { ReduceContext } from '../../../src/goal/draft.ts';
import type { GoalEvent } from '../../../src/goal/events.ts';
import { reduce, type Step } from '../../../src/goal/reduce.ts';
import type { GoalDocument } from '../../../src/goal/state.ts';
import { eventOf, moves, type Move } from './random-events.ts';
import { context, sampleGoal } from './sample-goal.ts';

/** One folding: where the goal stood, what happened, what came of it. */
export interface Fold {
  readonly before: GoalDocument;
  readonly event: GoalEvent;
  readonly context: ReduceContext;
  readonly step: Step;
}

const minute = 60_000;

/** A goal with little of everything, and another agent in reserve. */
export const smallGoal = (): GoalDocument =>
  sampleGoal({ turns: 7, denies: 5, costUsd: 1 }, { fallback: [{ name: 'codex' }] });

/** What used to take hours takes minutes, so that it comes to pass. */
const rules = {
  ...defaultRules,
  budgetWaitMs: 40 * minute,
  questionWaitMs: 20 * minute,
  compaction: { share: 0.8, ageMs: 60 * minute, minTurns: 1, mostFailures: 2 },
  session: { idleMs: 100 * minute, ageMs: 300 * minute },
};

/** Folds one move after the other, as far as each can happen. */
export function play(sequence: readonly Move[], start = smallGoal()): readonly Fold[] {
  const folds: Fold[] = [];
  let goal = start;
  let now = context.now;
  for (const move of sequence) {
    now += move.what === 'time' ? move.minutes * minute : 1000;
    const event = eventOf(move, goal);
    const around = contextOf(move, now);
    const step = event === undefined ? undefined : reduce(goal, event, around);
    if (event === undefined || step === undefined) continue;
    folds.push({ before: goal, event, context: around, step });
    goal = step.document;
  }
  return folds;
}

const contextOf = ({ chance, cooled, emptyPurse }: Move, now: number): ReduceContext => ({
  ...context,
  now,
  chance,
  cooled,
  rules,
  noticeEveryTurns: 2,
  ...(emptyPurse === undefined ? {} : { emptyPurse }),
});

/** Another seed plays other sequences: `SEED=5 npx vitest run --project unit reduce-properties`. */
const many = { seed: Number(process.env['SEED'] ?? 1), numRuns: 200 };

let played: readonly (readonly Fold[])[] | undefined;
/** Played once for all tests of a file. */
export const corpus = () => (played ??= fc.sample(moves, many).map((sequence) => play(sequence)));

/** Checks every sequence; one that fails is made as short as it can be before it is shown. */
export function always(check: (folds: readonly Fold[]) => void): void {
  try {
    for (const folds of corpus()) check(folds);
  } catch (error) {
    fc.assert(
      fc.property(moves, (sequence) => check(play(sequence))),
      many,
    );
    throw error;
  }
}

/** What the loop waits for; the baseline runs beside it. */
export const mainEffects = (goal: GoalDocument) =>
  goal.effects.filter((effect) => effect.type !== 'RunBaseline');

/** It holds a slot. */
export const isWorking = ({ state }: GoalDocument): boolean => state === 'preparing' || state === 'running';
