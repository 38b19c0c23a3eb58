import { principalOf } from '../domain/actor.ts';
import { DroverError } from '../domain/errors.ts';
import { isTerminal } from '../domain/goal.ts';
import type { GoalId } from '../domain/ids.ts';
import { threadKey } from '../domain/origin.ts';
import { GoalDocumentSchema, type GoalDocument } from '../goal/state.ts';
import type { GoalIndex, GoalStore } from '../ports/store/goal-store.ts';

/** A goal as stored, with the version that the next commit must name. */
export interface LoadedGoal {
  readonly goal: GoalDocument;
  readonly version: number;
}

/** The only reader of stored documents: checks the shape, and upgrades older ones when there are any. */
export function parseDocument(document: unknown): GoalDocument {
  const parsed = GoalDocumentSchema.safeParse(document);
  if (parsed.success) return parsed.data;
  throw new DroverError(
    'STORE_CORRUPT',
    `a stored goal has an unknown shape: ${parsed.error.issues[0]?.path.join('.')} ${parsed.error.issues[0]?.message}`,
    'It was written by another version of drover, or changed by hand. Restore the store from a backup.',
    { cause: parsed.error },
  );
}

export async function loadGoal(store: GoalStore, id: GoalId): Promise<LoadedGoal | undefined> {
  const stored = await store.load(id);
  return stored === undefined ? undefined : { goal: parseDocument(stored.document), version: stored.version };
}

/** What the store can find the goal by. A run whose process still has to report is not over for the store. */
export function indexOf(goal: GoalDocument): GoalIndex {
  const thread = threadKey(goal.origin);
  return {
    state: goal.state,
    terminal: isTerminal(goal.state) && goal.effects.length === 0,
    project: goal.spec.project,
    owner: principalOf(goal.spec.dispatcher),
    agent: goal.spec.agent,
    priority: goal.spec.priority,
    hasWork: goal.effects.length > 0,
    createdAt: goal.createdAt,
    ...(thread === undefined ? {} : { thread }),
    ...(goal.waiting === undefined ? {} : { wakeAt: goal.waiting.deadline }),
  };
}
