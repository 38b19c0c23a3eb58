import { DroverError } from '../../domain/errors.ts';
import type { GoalDocument } from '../../goal/state.ts';
import type { WorkspaceInfo, WorkspaceRequest } from '../../ports/workspace.ts';

/** What the workspace port needs to know of a goal. */
export const workspaceRequest = (goal: GoalDocument): WorkspaceRequest => ({
  goal: goal.id,
  project: goal.spec.project,
  source: goal.spec.source,
  branch: goal.branch,
  ...(goal.spec.base === undefined ? {} : { base: goal.spec.base }),
});

/** The goal's worktree; orders that need one are never given before it stands. */
export function workspaceOf(goal: GoalDocument): WorkspaceInfo {
  if (goal.workspace !== undefined) return goal.workspace;
  throw new DroverError('BUG', `${goal.id} has no worktree yet`, 'Please report this.');
}
