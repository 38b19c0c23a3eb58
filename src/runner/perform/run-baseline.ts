import { join } from 'node:path/posix';
import type { PendingEffect } from '../../goal/effects.ts';
import type { GoalEvent } from '../../goal/events.ts';
import { runChecks } from './check.ts';
import { tagOf, type Performance } from './performer.ts';
import { setUpBaseline } from './set-up.ts';
import { workspaceOf, workspaceRequest } from './workspace-request.ts';

const noChanges = { files: 0, insertions: 0, deletions: 0, untracked: 0, commits: 0 };

/** Runs the criteria on the untouched base, in a checkout of its own, to know what was red before. */
export async function runBaseline(
  performance: Performance<Extract<PendingEffect, { type: 'RunBaseline' }>>,
): Promise<GoalEvent> {
  const { effect, goal, tools, signal } = performance;
  const info = workspaceOf(goal);
  const { path } = await tools.workspaces.prepareBaseline(workspaceRequest(goal), info.baseSha, signal);
  await setUpBaseline(performance, path);
  const request = {
    workspace: path,
    tag: tagOf(tools, goal, 'baseline'),
    logFile: join(await tools.turnFolder(goal, 0), 'baseline.log'),
    changes: noChanges,
  };
  const criteria = goal.criteria.filter((criterion) => criterion.kind !== 'custom');
  const results = await runChecks(tools, criteria, request, signal);
  await tools.workspaces.removeBaseline(goal.id, signal);
  return { type: 'BaselineFinished', effectId: effect.id, results };
}
