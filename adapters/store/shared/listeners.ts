import { toError } from '../../../src/domain/errors.ts';
import type { GoalId } from '../../../src/domain/ids.ts';
import type { Logger } from '../../../src/ports/logger.ts';
import type { CommitRecord } from './commit-record.ts';

export interface CommitChange {
  readonly goal?: GoalId;
  readonly posts: boolean;
}
export type CommitListener = (change: CommitChange) => void;
export type Listeners = Set<{ readonly call: CommitListener }>;

/** Adds a listener; the answer takes it away again. The same function may listen twice. */
export function addListener(listeners: Listeners, call: CommitListener): () => void {
  const entry = { call };
  listeners.add(entry);
  return () => void listeners.delete(entry);
}

/** Tells everybody. A listener that throws is logged and does not keep the others from hearing it. */
export function tellListeners(listeners: Listeners, change: CommitChange, logger: Logger): void {
  for (const { call } of listeners.values().toArray()) {
    try {
      call(change);
    } catch (thrown) {
      logger.error({ err: toError(thrown) }, 'a listener to commits failed');
    }
  }
}

/** What listeners are told about a record. */
export function changeOf({ goal, purge }: CommitRecord, posts: boolean): CommitChange {
  const changed = goal ?? purge;
  return changed ? { goal: changed.id, posts } : { posts };
}
