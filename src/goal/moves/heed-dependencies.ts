import type { GoalSpec } from '../../domain/goal.ts';
import { isTerminal } from '../../domain/goal.ts';
import {
  dependencyNote,
  failedDependency,
  openDependencies,
  type Dependency,
} from '../../policy/queue/dependencies.ts';
import type { Draft } from '../draft.ts';
import type { GoalDocument } from '../state.ts';
import type { Waiting } from '../waiting.ts';
import { endRun } from './end-run.ts';
import { stopWaiting } from './wait.ts';

/** Whether other goals still have a say in when it begins: a new run begins at a person's word. */
export const heedsOthers = (goal: GoalDocument): boolean =>
  goal.run === 1 && goal.startedAt === undefined && !isTerminal(goal.state) && goal.dependencies.length > 0;

/** The wait for other goals, as it stands. */
export const dependencyWait = (
  dependencies: readonly Dependency[],
  { afterFailed }: Pick<GoalSpec, 'afterFailed'>,
  deadline: number,
): Waiting => ({
  reason: 'dependency',
  note: dependencyNote(dependencies, afterFailed),
  deadline,
  course: 'escalate',
  atDeadline: 'the goal is handed to a person',
});

/**
 * Keeps a goal that has not begun waiting while one of the goals before it is open, cancels it when one of them ended
 * badly, and lets it begin when all are over. Looked at after every event, so that no resume or edit gets past it.
 */
export function heedDependencies(draft: Draft): void {
  const { goal, context } = draft;
  if (!heedsOthers(goal)) return leaveLine(draft);
  const failed = failedDependency(goal.dependencies);
  if (failed !== undefined && goal.spec.afterFailed === 'cancel') return cancelWith(draft, failed);
  if (openDependencies(goal.dependencies).length === 0) return leaveLine(draft);
  const waits = goal.waiting?.reason === 'dependency';
  if (!waits && goal.state !== 'queued') return;
  const deadline = goal.waiting?.deadline ?? context.now + context.rules.dependencyWaitMs;
  goal.state = 'waiting';
  goal.waiting = dependencyWait(goal.dependencies, goal.spec, deadline);
  if (!waits) draft.notices.push({ type: 'WaitsForGoals' });
}

function leaveLine(draft: Draft): void {
  if (draft.goal.waiting?.reason === 'dependency') stopWaiting(draft);
}

function cancelWith(draft: Draft, { goal, state = 'cancelled' }: Dependency): void {
  draft.notices.push({ type: 'DependencyFailed', goal, state });
  endRun(draft, 'cancelled', {
    reason: `${goal}, which it was to come after, ended as ${state}`,
    hint: `Begin it without the others: /goal retry ${draft.goal.id}.`,
  });
}
