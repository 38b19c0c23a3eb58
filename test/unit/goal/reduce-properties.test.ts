import { isDeepStrictEqual } from 'node:util';
import { describe, expect, test } from 'vitest';
import { isTerminal } from '../../../src/domain/goal.ts';
import { addUsage, noUsage } from '../../../src/domain/turn.ts';
import type { Notice } from '../../../src/goal/notices.ts';
import { reduce } from '../../../src/goal/reduce.ts';
import { GoalDocumentSchema } from '../../../src/goal/state.ts';
import { postsOf } from '../../../src/runner/posts.ts';
import { compactPrompt } from '../../../src/text/compact-prompt.ts';
import { turnPrompt } from '../../../src/text/turn-prompt.ts';
import { always, corpus, play, smallGoal } from '../../support/core/play-moves.ts';
import type { Move } from '../../support/core/random-events.ts';
import { alice } from '../../support/core/sample-goal.ts';

const notices: readonly Notice['type'][] = [
  'RunEnded',
  'ChecksFailed',
  'TurnFailed',
  'Paused',
  'Resumed',
  'Stopped',
  'BudgetNear',
  'BudgetAsk',
  'BudgetGrown',
  'PurseEmpty',
  'Blocked',
  'HandedOver',
  'Asleep',
  'Woke',
  'Compacted',
  'CompactionFailed',
  'Restored',
  'RestoreFailed',
  'RunBegun',
  'Stalled',
  'Moved',
  'Progress',
  'Asked',
  'Answered',
];

const good: Omit<Move, 'what'> = {
  wish: { type: 'ResumeWished', by: alice },
  choice: 8,
  failure: { kind: 'crashed', message: 'x' },
  diff: { files: 1, insertions: 1, deletions: 0, untracked: 0, commits: 0 },
  results: [],
  text: 'Done.',
  denials: 0,
  cost: undefined,
  minutes: 25 * 60,
  chance: 0,
  context: undefined,
  cooled: [],
  emptyPurse: undefined,
};

describe('whatever happens to a goal, in whatever order', { timeout: 60_000 }, () => {
  test('the moves are worth folding: they come to every state and every kind of event', () => {
    const folds = corpus().flat();
    const states = new Set(folds.map(({ step }) => step.document.state));
    expect([...states].toSorted()).toEqual(GoalDocumentSchema.shape.state.options.toSorted());
    expect(new Set(folds.map(({ event }) => event.type)).size).toBe(33);
    const said = new Set(folds.flatMap(({ step }) => step.notices.map(({ type }) => type)));
    expect(notices.filter((type) => !said.has(type))).toEqual([]);
  });

  test('the document always has its schema’s shape, and survives being stored', () => {
    always((folds) => {
      for (const { step } of folds) {
        const stored: unknown = JSON.parse(JSON.stringify(step.document));
        expect(isDeepStrictEqual(GoalDocumentSchema.parse(stored), stored)).toBe(true);
      }
    });
  });

  test('the end of a run never changes, whatever still comes; only a new run follows it', () => {
    always((folds) => {
      for (const { before, step } of folds) {
        const after = step.document;
        expect(after.run - before.run).toBeLessThanOrEqual(isTerminal(before.state) ? 1 : 0);
        if (!isTerminal(before.state) || after.run > before.run) continue;
        expect(after.state).toBe(before.state);
        expect(after.result).toEqual(before.result);
        expect(after.endedAt).toBe(before.endedAt);
      }
    });
  });

  test('counters never fall, and rows, checkpoints and messages are only ever added', () => {
    always((folds) => {
      for (const { before, step } of folds) {
        const after = step.document;
        for (const counter of ['run', 'seq', 'nextEffect', 'nextPost', 'roots', 'checksMs'] as const)
          expect(after[counter]).toBeGreaterThanOrEqual(before[counter]);
        expect(after.run > before.run || after.turn >= before.turn).toBe(true);
        expect(after.turns.slice(0, before.turns.length)).toEqual(before.turns);
        expect(after.checkpoints.slice(0, before.checkpoints.length)).toEqual(before.checkpoints);
        expect(after.messages.length).toBeGreaterThanOrEqual(before.messages.length);
      }
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

  test('a compaction carries no message, takes no turn, and leaves every message as it was', () => {
    always((folds) => {
      for (const { before, event, step } of folds) {
        const goal = step.document;
        const ordered = goal.effects.find((effect) => effect.type === 'RunTurn');
        expect(ordered?.kind === 'compact' && ordered.receipts.length > 0).toBe(false);
        const turn = before.effects.find((effect) => effect.type === 'RunTurn' && effect.kind === 'compact');
        if (event.type !== 'TurnFinished' || turn === undefined) continue;
        const stateOf = (receipt: string) =>
          goal.messages.find((message) => message.receipt === receipt)?.state;
        const taken = before.messages.filter(
          ({ receipt, state }) => state === 'queued' && stateOf(receipt) === 'acknowledged',
        );
        expect(taken).toEqual([]);
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

  test('folding is pure: the same arguments give the same step and stay as they were', () => {
    always((folds) => {
      const last = folds.at(-1);
      if (last === undefined) return;
      const copy = structuredClone(last.before);
      expect(reduce(last.before, last.event, last.context)).toEqual(reduce(copy, last.event, last.context));
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
        for (const effect of step.document.effects) {
          if (effect.type !== 'RunTurn') continue;
          const prompt =
            effect.kind === 'work' ? turnPrompt(step.document, effect, {}) : compactPrompt(step.document);
          expect(prompt.trim()).not.toBe('');
          expect(prompt).not.toMatch(/undefined|NaN|\[object/);
        }
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
      const before = folds.at(-1)?.step.document ?? smallGoal();
      const end = play(onwards, before).at(-1)?.step.document ?? before;
      expect(isTerminal(end.state)).toBe(true);
      expect(end.effects).toEqual([]);
    });
  });
});
