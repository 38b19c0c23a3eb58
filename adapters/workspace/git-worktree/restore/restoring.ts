import type { GoalId } from '../../../../src/domain/ids.ts';
import type { WorkspaceInfo } from '../../../../src/ports/workspace.ts';
import type { WorkspacesState } from '../state.ts';
import type { View } from '../work/own-index.ts';
import type { Target } from './find-target.ts';

/** A return of a worktree that is under way. */
export interface Restoring {
  readonly state: WorkspacesState;
  readonly info: WorkspaceInfo;
  readonly goal: GoalId;
  readonly target: Target;
  /** The worktree through an index that is not the agent's, which may say anything. */
  readonly view: View;
}
