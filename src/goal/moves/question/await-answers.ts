import type { Draft } from '../../draft.ts';
import { stopWaiting, waitForAnswers } from '../wait.ts';
import { openQuestions, wantsAnswers, withdrawQuestions } from './questions.ts';

/** Before a turn begins: whether the goal waits for answers instead. What a person said meanwhile comes first. */
export function awaitAnswers(draft: Draft): boolean {
  const { goal } = draft;
  if (openQuestions(goal).length === 0) return false;
  if (!wantsAnswers(goal)) {
    withdrawQuestions(draft);
    return false;
  }
  waitForAnswers(draft, openQuestions(goal));
  return true;
}

/** Fewer questions are open: a goal that waits for them goes on, or waits for the rest. */
export function lookForAnswers(draft: Draft): void {
  const { goal } = draft;
  if (goal.waiting?.reason !== 'question') return;
  const open = openQuestions(goal);
  if (open.length === 0) stopWaiting(draft);
  else waitForAnswers(draft, open);
}
