import type { GoalId } from '../domain/ids.ts';
import type { VerbAnswer } from '../domain/verb.ts';
import { loadGoal } from '../runner/document.ts';
import { refusal } from './answers.ts';
import type { VerbWorld } from './verbs/verb.ts';

/** The goal that waits for a decision on this request; only waiting goals have open ones, and they are few. */
export async function goalOfRequest({ runtime }: VerbWorld, request: string): Promise<GoalId | undefined> {
  for (const { id } of await runtime.store.list({ state: 'waiting' })) {
    const loaded = await loadGoal(runtime.store, id);
    if (loaded?.goal.waiting?.request === request) return id;
  }
  return undefined;
}

/** Nothing waits for it: it was decided, its time is over, or it never was. */
export const unknownRequest = (request: string): VerbAnswer =>
  refusal(
    'REQUEST_NOT_FOUND',
    `${request} is not open`,
    'It was decided, its time is over, or it never was. /goal status G-1 shows what a goal waits for.',
  );
