import { isTerminal } from '../../../domain/goal.ts';
import type { GoalDocument } from '../../state.ts';
import { openQuestions } from '../question/questions.ts';

/** What people are asked now: the agent's questions, and the request that the goal waits for. */
export function openAsks(goal: GoalDocument): string[] {
  if (isTerminal(goal.state)) return [];
  const request = goal.waiting?.request;
  return [...openQuestions(goal).map(({ id }) => id), ...(request === undefined ? [] : [request])];
}

/** Whether an answer would still count. */
export const isAsked = (goal: GoalDocument, ask: string): boolean => openAsks(goal).includes(ask);
