import { join } from 'node:path/posix';
import type { PendingEffect } from '../../goal/effects.ts';
import type { GoalEvent } from '../../goal/events.ts';
import { runChecks } from './check.ts';
import { tagOf, type Performance } from './performer.ts';
import { workspaceOf } from './workspace-request.ts';

/** Judges the worktree as the agent left it. */
export async function checkAcceptance(
  performance: Performance<Extract<PendingEffect, { type: 'CheckAcceptance' }>>,
): Promise<GoalEvent> {
  const { effect, goal, tools, runtime, signal } = performance;
  const info = workspaceOf(goal);
  const from = runtime.clock.now();
  const changes = await tools.workspaces.changes(info, signal);
  const request = {
    workspace: info.path,
    tag: tagOf(tools, goal, `${goal.seq}-checks`),
    logFile: join(await tools.turnFolder(goal, goal.seq), 'checks.log'),
    changes,
  };
  const results = await runChecks(tools, goal.criteria, request, signal);
  return {
    type: 'ChecksFinished',
    effectId: effect.id,
    results,
    changes,
    wallMs: runtime.clock.now() - from,
  };
}
