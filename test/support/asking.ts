import type { GoalEvent, TurnFinished } from '../../src/goal/events.ts';
import type { GoalDocument } from '../../src/goal/state.ts';
import { turnPrompt } from '../../src/text/turn-prompt.ts';
import { bob, checkpointed, context, fold, runningGoal, turnFinished } from './core/sample-goal.ts';

/** What happens around the questions of a goal, and how it stands then. */
export const { questionWaitMs } = context.rules;
export const question = { text: 'Postgres or SQLite?', options: ['Postgres', 'SQLite'] } as const;
export const asks = (call = 'c1', more: { fallback?: string } = {}) =>
  ({ type: 'QuestionAsked', call, ...question, ...more }) as const;
export const answers = (text = 'SQLite', id = 'Q-1', by = bob): GoalEvent => ({
  type: 'QuestionAnswered',
  by,
  question: id,
  text,
});
export const inFile = (more: { fallback?: string; text?: string } = {}): Partial<TurnFinished> => ({
  questionFile: { call: 'f1', text: question.text, options: [], ...more },
});
export const later = (ms = questionWaitMs) => ({ ...context, now: context.now + ms });

/** The first turn ended, and its question is open. */
export const waiting = (more: { fallback?: string } = {}) =>
  fold(runningGoal(), asks('c1', more), turnFinished());
export const promptOf = (goal: GoalDocument): string => {
  const turn = goal.effects.find((effect) => effect.type === 'RunTurn');
  if (turn === undefined) throw new Error('no turn is ordered');
  return turnPrompt(goal, turn, {});
};
/** From a queued goal to the order of its next turn. */
export const nextOrder = (goal: GoalDocument, number = 2): GoalDocument =>
  fold(goal, { type: 'SlotGranted' }, checkpointed(number)).document;
