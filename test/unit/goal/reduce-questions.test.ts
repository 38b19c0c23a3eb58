import { describe, expect, test } from 'vitest';
import { isTerminal } from '../../../src/domain/goal.ts';
import type { RunTurnEffect } from '../../../src/goal/effects.ts';
import type { GoalDocument } from '../../../src/goal/state.ts';
import { turnPrompt } from '../../../src/text/turn-prompt.ts';
import { always, corpus, type Fold } from '../../support/core/play-moves.ts';

const openIn = (goal: GoalDocument) => goal.questions.filter(({ state }) => state === 'open');

/** The work turn that this folding ordered. */
function orderedIn({ before, step }: Fold): RunTurnEffect | undefined {
  const known = new Set(before.effects.map(({ id }) => id));
  return step.document.effects.find(
    (effect): effect is RunTurnEffect =>
      effect.type === 'RunTurn' && effect.kind === 'work' && !known.has(effect.id),
  );
}

describe('whatever happens to the questions of a goal', { timeout: 60_000 }, () => {
  test('the stories have every end of a question in them', () => {
    const ends = corpus().flatMap((folds) => folds.flatMap(({ step }) => step.document.questions));
    const seen = new Set(
      ends.map(({ state, answer, by }) => `${state} ${answer !== undefined} ${by !== undefined}`),
    );
    expect([...seen].toSorted()).toEqual([
      'answered true true',
      'expired false false',
      'expired true false',
      'open false false',
    ]);
  });

  test('no work turn is ordered, and no work judged, while one is open', () => {
    always((folds) => {
      for (const fold of folds) {
        const goal = fold.step.document;
        const judged = goal.effects.some(({ type }) => type === 'CheckAcceptance' || type === 'CommitWork');
        const works = judged || orderedIn(fold) !== undefined;
        expect(works ? openIn(goal) : []).toEqual([]);
      }
    });
  });

  test('a goal that waits for answers has open questions, and none of them is due before its deadline', () => {
    always((folds) => {
      for (const { step } of folds) {
        const { waiting, ...goal } = step.document;
        if (waiting?.reason !== 'question') continue;
        const deadlines = openIn({ ...goal, waiting }).map(({ deadline }) => deadline);
        expect(Math.min(...deadlines)).toBe(waiting.deadline);
      }
    });
  });

  test('each is closed once, for good, and by the end of a run', () => {
    always((folds) => {
      for (const { before, step } of folds) {
        const { questions, state } = step.document;
        expect(questions.map(({ id }) => id)).toEqual(questions.map((_, at) => `Q-${at + 1}`));
        for (const old of before.questions.filter((question) => question.state !== 'open')) {
          const { taken: _old, ...was } = old;
          const { taken: _new, ...is } = questions.find(({ id }) => id === old.id) ?? old;
          expect(is).toEqual(was);
        }
        expect(isTerminal(state) && openIn(step.document).length > 0).toBe(false);
      }
    });
  });

  test('how each has ended stands in the prompt of the next turn, unless its agent knows', () => {
    always((folds) => {
      for (const fold of folds) {
        const turn = orderedIn(fold);
        const goal = fold.step.document;
        if (turn === undefined) continue;
        const told = goal.news.flatMap((news) => (news.type === 'answered' ? [news.question] : []));
        const due = goal.questions.filter(({ taken }) => taken !== true).map(({ id }) => id);
        expect(told.toSorted()).toEqual(due.toSorted());
        const prompt = turnPrompt(goal, turn, {});
        expect(prompt.match(/that was asked/g)?.length ?? 0).toBe(told.length);
      }
    });
  });
});
