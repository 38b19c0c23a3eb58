import type { PendingEffect } from '../../goal/effects.ts';
import type { GoalEvent } from '../../goal/events.ts';
import { settleCriteria } from './acceptance/settle-criteria.ts';
import type { Performance } from './performer.ts';
import { setUp } from './set-up.ts';
import { workspaceRequest } from './workspace-request.ts';

type Prepare = Extract<PendingEffect, { type: 'PrepareWorkspace' }>;

/** Makes the worktree, settles what the work is judged by, and runs the project's set-up where it was not run yet. */
export async function prepareWorkspace(performance: Performance<Prepare>): Promise<GoalEvent> {
  const { effect, goal, tools, signal } = performance;
  const workspace = await tools.workspaces.prepare(workspaceRequest(goal), signal);
  const settled = await settleCriteria(performance, workspace.baseSha);
  await setUp(performance, workspace);
  return { type: 'WorkspaceReady', effectId: effect.id, workspace, ...settled };
}
