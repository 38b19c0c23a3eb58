import { join } from 'node:path/posix';
import { DroverError } from '../../../domain/errors.ts';
import type { PendingEffect } from '../../../goal/effects.ts';
import type { GoalEvent } from '../../../goal/events.ts';
import { criteriaText } from '../../../policy/acceptance/criteria-text.ts';
import { reviewFlags } from '../../../policy/acceptance/review-flags.ts';
import type { KeptTree } from '../../../ports/workspace.ts';
import type { EvaluationRequest } from '../../../ports/evaluator.ts';
import { tagOf, type Performance } from '../performer.ts';
import { workspaceOf, workspaceRequest } from '../workspace-request.ts';
import { runChecks } from './check.ts';

type Check = Performance<Extract<PendingEffect, { type: 'CheckAcceptance' }>>;

/**
 * Judges the worktree as the agent left it, by the criteria that were settled before the first turn. The tree is taken
 * before they run: what they write is no part of the work.
 */
export async function checkAcceptance(performance: Check): Promise<GoalEvent> {
  const { effect, goal, tools, runtime, signal } = performance;
  refuseOthers(performance);
  const info = workspaceOf(goal);
  const from = runtime.clock.now();
  const kept = await tools.workspaces.snapshot(info, goal.id, signal);
  const request = await requestOf(performance, kept);
  const results = await runChecks(tools, goal.criteria, request, signal);
  return {
    type: 'ChecksFinished',
    effectId: effect.id,
    results,
    changes: kept.changes,
    tree: kept.tree,
    flags: reviewFlags(kept.files, goal.criteria),
    wallMs: runtime.clock.now() - from,
  };
}

/** Nobody but drover writes its store; criteria that changed in it are not judged by. */
function refuseOthers({ goal, tools }: Check): void {
  const { pinned, criteria, id } = goal;
  if (pinned === undefined || pinned.digest === tools.digest(criteriaText(criteria))) return;
  throw new DroverError(
    'ACCEPTANCE_INVALID',
    `the checks of ${id} are not the ones that it began with: drover’s store was changed`,
    `Look at /goal status ${id}, and who can write drover’s home. To go on with other checks, start a new goal with --accept.`,
  );
}

async function requestOf(
  { goal, tools, signal }: Check,
  { changes, files }: KeptTree,
): Promise<EvaluationRequest> {
  const info = workspaceOf(goal);
  const { workspaces } = tools;
  return {
    workspace: info.path,
    tag: tagOf(tools, goal, `${goal.seq}-checks`),
    logFile: join(await tools.turnFolder(goal, goal.seq), 'checks.log'),
    changes,
    files,
    task: goal.spec.text,
    readBase: (path) => workspaces.readBase(workspaceRequest(goal), info.baseSha, path, signal),
    diff: (maxBytes) => workspaces.diff(info, maxBytes, signal),
  };
}
