import { join } from 'node:path/posix';
import { judgesBase } from '../../../domain/acceptance.ts';
import type { PendingEffect } from '../../../goal/effects.ts';
import type { GoalEvent } from '../../../goal/events.ts';
import { setUpBaseline } from '../set-up.ts';
import { tagOf, type Performance } from '../performer.ts';
import { workspaceOf, workspaceRequest } from '../workspace-request.ts';
import { runChecks, untouched } from './check.ts';

/** Runs the criteria on the untouched base, in a checkout of its own, to know what was red before. */
export async function runBaseline(
  performance: Performance<Extract<PendingEffect, { type: 'RunBaseline' }>>,
): Promise<GoalEvent> {
  const { effect, goal, tools, signal } = performance;
  const info = workspaceOf(goal);
  const { path } = await tools.workspaces.prepareBaseline(workspaceRequest(goal), info.baseSha, signal);
  await setUpBaseline(performance, path);
  const request = {
    ...untouched,
    workspace: path,
    tag: tagOf(tools, goal, 'baseline'),
    logFile: join(await tools.turnFolder(goal, 0), 'baseline.log'),
    task: goal.spec.text,
  };
  const results = await runChecks(tools, goal.criteria.filter(judgesBase), request, signal);
  await tools.workspaces.removeBaseline(goal.id, signal);
  return { type: 'BaselineFinished', effectId: effect.id, results };
}
