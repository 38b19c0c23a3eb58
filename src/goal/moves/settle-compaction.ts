import { record, type Draft } from '../draft.ts';
import { retireSession } from './sessions.ts';

/**
 * A compaction failed, whoever was to do it. After a few failures in a row it is not tried again. A session that overflowed
 * and cannot be made smaller is given up, as is one that is lost.
 */
export function failCompaction(draft: Draft, problem: string, lost = false): void {
  const { goal, context } = draft;
  const overflowed = goal.compaction.wanted === 'overflow';
  const failures = goal.compaction.failures + 1;
  const givenUp = failures >= context.rules.compaction.mostFailures;
  record(draft, 'compact.completed', { problem, failures, givenUp });
  goal.compaction = { failures };
  restFromCompaction(draft);
  if (lost || overflowed) retireSession(draft, `it could not be compacted: ${problem}`);
  draft.notices.push({ type: 'CompactionFailed', problem, givenUp });
}

/** The next compaction is not due before some turns have passed. */
export function restFromCompaction({ goal, context }: Draft): void {
  if (goal.session === undefined) return;
  goal.session.turns = 0;
  goal.session.compactedAt = context.now;
}
