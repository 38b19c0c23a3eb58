import type { Criterion } from '../../domain/acceptance.ts';
import type { PendingEffect } from '../../goal/effects.ts';
import type { GoalEvent } from '../../goal/events.ts';
import { defaultAcceptance } from '../../policy/default-acceptance.ts';
import type { Performance } from './performer.ts';
import { setUp } from './set-up.ts';
import { workspaceRequest } from './workspace-request.ts';

type Prepare = Extract<PendingEffect, { type: 'PrepareWorkspace' }>;

/** Makes the worktree and settles the criteria: from the request or the configuration, else by what the project is at base. */
export async function prepareWorkspace(performance: Performance<Prepare>): Promise<GoalEvent> {
  const { effect, goal, tools, signal } = performance;
  const workspace = await tools.workspaces.prepare(workspaceRequest(goal), signal);
  await setUp(performance, workspace);
  const criteria = await settleCriteria(performance, workspace.baseSha);
  return { type: 'WorkspaceReady', effectId: effect.id, workspace, criteria };
}

async function settleCriteria(
  performance: Performance<Prepare>,
  baseSha: string,
): Promise<readonly Criterion[]> {
  const { goal, tools, signal } = performance;
  const { acceptance } = goal.spec;
  if (acceptance === 'none') return [];
  if (acceptance !== 'auto') return acceptance;
  const request = workspaceRequest(goal);
  const names = await tools.workspaces.listBase(request, baseSha, signal);
  const read = (path: string) => tools.workspaces.readBase(request, baseSha, path, signal);
  const texts = new Map<string, string>();
  for (const file of ['package.json', 'Makefile']) {
    if (names.includes(file)) texts.set(file, (await read(file)) ?? '');
  }
  return defaultAcceptance(names, texts);
}
