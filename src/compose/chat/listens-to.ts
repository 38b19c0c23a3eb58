import type { Origin } from '../../domain/origin.ts';
import { threadKey } from '../../domain/origin.ts';
import { isTerminal } from '../../domain/goal.ts';
import type { Store } from '../../ports/store/store.ts';
import { loadGoal } from '../../runner/document.ts';
import { awaitsAnswer } from './awaits-answer.ts';

/**
 * What becomes of plain words in a thread: an answer where its goal waits for one, a message to the agent where replies
 * steer and the goal is open; else they are talk between people.
 * @throws when it cannot be told yet whose thread it is
 */
export async function listensTo(
  store: Store,
  place: Origin,
  at: number,
): Promise<'answer' | 'say' | undefined> {
  if (await awaitsAnswer(store, place, at)) return 'answer';
  const thread = threadKey(place);
  const [summary] = thread === undefined ? [] : await store.list({ thread });
  const goal = summary === undefined ? undefined : (await loadGoal(store, summary.id))?.goal;
  return goal !== undefined && goal.spec.replies === 'steer' && !isTerminal(goal.state) ? 'say' : undefined;
}
