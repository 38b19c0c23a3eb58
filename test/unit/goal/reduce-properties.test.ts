import { isDeepStrictEqual } from 'node:util';
import * as fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { isTerminal } from '../../../src/domain/goal.ts';
import { addUsage, noUsage } from '../../../src/domain/turn.ts';
import type { GoalEvent } from '../../../src/goal/events.ts';
import { reduce, type Step } from '../../../src/goal/reduce.ts';
import { GoalDocumentSchema, type GoalDocument } from '../../../src/goal/state.ts';
import { chooseGoals } from '../../../src/policy/slots.ts';
import { indexOf } from '../../../src/runner/document.ts';
import { postsOf } from '../../../src/runner/posts.ts';
import { turnPrompt } from '../../../src/text/turn-prompt.ts';
import { eventOf, moves, type Move } from '../../support/core/random-events.ts';
import { alice, context, sampleGoal } from '../../support/core/sample-goal.ts';

/** One folding: where the goal stood, what happened, what came of it. */
interface Fold {
  readonly before: GoalDocument;
  readonly event: GoalEvent;
  readonly step: Step;
}

const budget = { turns: 4, denies: 5 };

function play(sequence: readonly Move[], start = sampleGoal(budget)): Fold[] {
  const folds: Fold[] = [];
  let goal = start;
  let now = context.now;
  for (const move of sequence) {
    now += move.what === 'time' ? move.minutes * 60_000 : 1000;
    const event = eventOf(move, goal);
    if (event === undefined) continue;
    const step = reduce(goal, event, { ...context, now, chance: move.chance, noticeEveryTurns: 2 });
    if (step === undefined) continue;
    folds.push({ before: goal, event, step });
    goal = step.document;
  }
  return folds;
}

/** Another seed plays other sequences: `SEED=5 npx vitest run --project unit reduce-properties`. */
const many = { seed: Number(process.env['SEED'] ?? 1), numRuns: 300 };

let played: readonly Fold[][] | undefined;
/** Played once for all tests of this file. */
const corpus = () => (played ??= fc.sample(moves, many).map((sequence) => play(sequence)));

/** Checks every sequence; one that fails is made as short as it can be before it is shown. */
function always(check: (folds: readonly Fold[]) => void): void {
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

const mainEffects = (goal: GoalDocument) => goal.effects.filter((effect) => effect.type !== 'RunBaseline');

const good: Omit<Move, 'what'> = {
  wish: { type: 'ResumeWished', by: alice },
  choice: 8,
  failure: { kind: 'crashed', message: 'x' },
  diff: { files: 1, insertions: 1, deletions: 0, untracked: 0, commits: 0 },
  results: [],
  text: 'Done.',
  denials: 0,
  cost: undefined,
  minutes: 24 * 60,
  chance: 0,
};

describe('whatever happens to a goal, in whatever order', { timeout: 60_000 }, () => {
  test('the moves are worth folding: they come to every state and every kind of event', () => {
    const folds = corpus().flat();
    const states = new Set(folds.map(({ step }) => step.document.state));
    const all = GoalDocumentSchema.shape.state.options.filter((state) => state !== 'sleeping');
    expect([...states].toSorted()).toEqual(all.toSorted());
    expect(new Set(folds.map(({ event }) => event.type)).size).toBe(18);
  });

  test('the document always has its schema’s shape, and survives being stored', () => {
    always((folds) => {
      for (const { step } of folds) {
        const stored: unknown = JSON.parse(JSON.stringify(step.document));
        expect(isDeepStrictEqual(GoalDocumentSchema.parse(stored), stored)).toBe(true);
      }
    });
  });

  test('a terminal state never changes, whatever still comes', () => {
    always((folds) => {
      for (const { before, step } of folds) {
        if (!isTerminal(before.state)) continue;
        expect(step.document.state).toBe(before.state);
        expect(step.document.result).toEqual(before.result);
        expect(step.document.endedAt).toBe(before.endedAt);
      }
    });
  });

  test('counters never fall, and rows, checkpoints and messages are only ever added', () => {
    always((folds) => {
      for (const { before, step } of folds) {
        const after = step.document;
        for (const counter of ['run', 'seq', 'turn', 'nextEffect', 'nextPost', 'roots', 'checksMs'] as const)
          expect(after[counter]).toBeGreaterThanOrEqual(before[counter]);
        expect(after.turns.slice(0, before.turns.length)).toEqual(before.turns);
        expect(after.checkpoints.slice(0, before.checkpoints.length)).toEqual(before.checkpoints);
        expect(after.messages.length).toBeGreaterThanOrEqual(before.messages.length);
      }
    });
  });

  test('orders have ids of their own, and never wait two main ones at once', () => {
    always((folds) => {
      const seen = new Map<string, string>();
      for (const { step } of folds) {
        const { effects } = step.document;
        expect(mainEffects(step.document).length).toBeLessThanOrEqual(1);
        expect(effects.filter((effect) => effect.type === 'RunBaseline').length).toBeLessThanOrEqual(1);
        for (const { id, type } of effects) expect(seen.get(id) ?? type).toBe(type);
        for (const { id, type } of effects) seen.set(id, type);
        expect(new Set(effects.map((effect) => effect.id)).size).toBe(effects.length);
      }
    });
  });

  test('nothing waits without a deadline or somebody to act', () => {
    always((folds) => {
      for (const { step } of folds) {
        const goal = step.document;
        const working = goal.state === 'preparing' || goal.state === 'running';
        expect(isTerminal(goal.state) || mainEffects(goal).length === (working ? 1 : 0)).toBe(true);
        expect(goal.waiting !== undefined).toBe(goal.state === 'waiting');
        expect(indexOf(goal).wakeAt).toBe(goal.waiting?.deadline);
        expect(Number.isFinite(goal.waiting?.deadline ?? 0)).toBe(true);
        expect(goal.pauseWished && !working).toBe(false);
      }
    });
  });

  test('a slot is held in preparing and running only, and a queued goal is offered the free one', () => {
    always((folds) => {
      for (const { step } of folds) {
        const goal = step.document;
        const row = { id: goal.id, state: goal.state, priority: 3, createdAt: goal.createdAt };
        const queued = { ...row, id: 'G-9' as typeof row.id, state: 'queued' as const };
        const offered = chooseGoals([row, queued], 1, goal.createdAt);
        const holds = goal.state === 'preparing' || goal.state === 'running';
        expect(offered.length).toBe(holds ? 0 : 1);
      }
    });
  });

  test('after the end nothing is pending but a process that has to be ended', () => {
    always((folds) => {
      for (const { step } of folds) {
        const goal = step.document;
        if (!isTerminal(goal.state)) continue;
        for (const effect of goal.effects)
          expect(effect).toMatchObject({ type: 'RunTurn', abort: true, started: expect.anything() });
        expect(goal.effects.length).toBeLessThanOrEqual(1);
      }
    });
  });

  test('the end of a run is announced exactly once, when nothing of it runs any more', () => {
    always((folds) => {
      const ends = folds.filter(({ step }) => step.notices.some((notice) => notice.type === 'RunEnded'));
      const completed = folds.flatMap(({ step }) =>
        step.log.filter((entry) => entry.type === 'goal.completed'),
      );
      const last = folds.at(-1)?.step.document;
      const over = last !== undefined && isTerminal(last.state) && last.effects.length === 0;
      expect(ends.length).toBe(over ? 1 : 0);
      expect(completed.length).toBe(ends.length);
    });
  });

  test('every message is in one receipt state; the last two are for ever, and the end leaves no other', () => {
    always((folds) => {
      for (const { before, step } of folds) {
        const goal = step.document;
        for (const message of before.messages) {
          const after = goal.messages.find(({ receipt }) => receipt === message.receipt);
          const settled = message.state === 'acknowledged' || message.state === 'undelivered';
          expect(!settled || isDeepStrictEqual(after, message)).toBe(true);
        }
        const turn = goal.effects.find((effect) => effect.type === 'RunTurn');
        for (const { receipt, state } of goal.messages) {
          expect(isTerminal(goal.state) && (state === 'queued' || state === 'delivered')).toBe(false);
          expect(state !== 'delivered' || turn?.receipts.includes(receipt)).toBe(true);
        }
        expect(new Set(goal.messages.map((message) => message.receipt)).size).toBe(goal.messages.length);
      }
    });
  });

  test('the spend is the sum of the rows, and each start that reported has one row of its own', () => {
    always((folds) => {
      const reported = folds.filter(({ event }) => event.type === 'TurnFinished').length;
      const goal = folds.at(-1)?.step.document;
      if (goal === undefined) return;
      expect(goal.usage).toEqual(goal.turns.reduce((sum, turn) => addUsage(sum, turn.usage), noUsage));
      expect(goal.turns.length).toBe(reported);
      expect(new Set(goal.turns.map((turn) => turn.seq)).size).toBe(goal.turns.length);
    });
  });

  test('an answer to an order that is not pending is not folded', () => {
    always((folds) => {
      for (const { event, step } of folds) {
        if (!('effectId' in event) || event.type === 'TurnStarted' || event.type === 'TurnProgressed')
          continue;
        expect(reduce(step.document, event, context)).toBeUndefined();
      }
    });
  });

  test('folding is pure: the same arguments give the same step and stay as they were', () => {
    always((folds) => {
      const last = folds.at(-1);
      if (last === undefined) return;
      const copy = structuredClone(last.before);
      expect(reduce(last.before, last.event, context)).toEqual(reduce(copy, last.event, context));
      expect(last.before).toEqual(copy);
    });
  });

  test('there are words for every state: posts for each step, and never an empty prompt', () => {
    always((folds) => {
      for (const { before, step } of folds) {
        for (const post of postsOf(before, structuredClone(step))) {
          expect(post.content.title).not.toBe('');
          expect(JSON.stringify(post.content)).not.toMatch(/undefined|NaN|\[object/);
        }
        for (const effect of step.document.effects)
          expect(effect.type === 'RunTurn' && turnPrompt(step.document, effect, {}).trim() === '').toBe(
            false,
          );
      }
    });
  });

  test('from everywhere there is a way to the end: resume, wait, work', () => {
    const onwards: Move[] = Array.from({ length: 15 }, () => [
      { ...good, what: 'wish' as const },
      { ...good, what: 'time' as const },
      { ...good, what: 'wish' as const, wish: { type: 'SlotGranted' as const } },
      { ...good, what: 'answer' as const },
      { ...good, what: 'baseline' as const },
    ]).flat();
    always((folds) => {
      const before = folds.at(-1)?.step.document ?? sampleGoal(budget);
      const end = play(onwards, before).at(-1)?.step.document ?? before;
      expect(isTerminal(end.state)).toBe(true);
      expect(end.effects).toEqual([]);
    });
  });
});
