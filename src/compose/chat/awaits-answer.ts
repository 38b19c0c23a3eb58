import type { Question } from '../../domain/question.ts';
import type { Origin } from '../../domain/origin.ts';
import { threadKey } from '../../domain/origin.ts';
import { openQuestions } from '../../goal/moves/question/questions.ts';
import type { Store } from '../../ports/store/store.ts';
import { loadGoal } from '../../runner/document.ts';
import { isGoalThread } from './is-goal-thread.ts';

/** The platform's clock and ours may differ by this much, in milliseconds. */
const clockSkewMs = 2000;

/**
 * Whether plain words in a thread answer a question: its goal has exactly one open, and it was asked before they were
 * written. Words of before are talk between people. Those of somebody who was only a little too late count as well: their
 * writer is told who was faster.
 * @param at when they were written, in epoch milliseconds
 * @throws when it cannot be told yet whose thread it is
 */
export async function awaitsAnswer(store: Store, place: Origin, at: number): Promise<boolean> {
  if (!(await isGoalThread(store, place))) return false;
  const thread = threadKey(place);
  const [summary] = thread === undefined ? [] : await store.list({ thread });
  const loaded = summary === undefined ? undefined : await loadGoal(store, summary.id);
  if (loaded === undefined) return false;
  const open = openQuestions(loaded.goal);
  const meant = open.length === 0 ? loaded.goal.questions.slice(-1) : open;
  return meant.length === 1 && meant.every((question) => wasOpen(question, at));
}

const wasOpen = ({ state, askedAt, answeredAt = 0 }: Question, at: number): boolean =>
  askedAt <= at + clockSkewMs && (state === 'open' || answeredAt >= at - clockSkewMs);
