import type { DiffStat } from '../../domain/turn.ts';
import type { PendingEffect } from '../../goal/effects.ts';
import type { GoalEvent } from '../../goal/events.ts';
import type { GoalDocument } from '../../goal/state.ts';
import { present } from '../../goal/present.ts';
import { commitMessage } from '../../text/commit-message.ts';
import type { Performance } from './performer.ts';
import { refusedDelivery } from './refused-delivery.ts';
import { workspaceOf, workspaceRequest } from './workspace-request.ts';

type Of<T extends PendingEffect['type']> = Performance<Extract<PendingEffect, { type: T }>>;

/** Saves the worktree before a turn. */
export async function makeCheckpoint({
  effect,
  goal,
  tools,
  signal,
}: Of<'MakeCheckpoint'>): Promise<GoalEvent> {
  const { sha } = await tools.workspaces.checkpoint(workspaceOf(goal), goal.id, effect.number, signal);
  return { type: 'CheckpointMade', effectId: effect.id, number: effect.number, sha };
}

/** Returns the worktree to where it was. */
export async function restoreWorkspace({
  effect,
  goal,
  tools,
  signal,
}: Of<'RestoreWorkspace'>): Promise<GoalEvent> {
  await tools.workspaces.restore(workspaceOf(goal), goal.id, effect.to, signal);
  return { type: 'WorkspaceRestored', effectId: effect.id };
}

/** Commits what the checks judged, after acceptance passed; what was written since stays uncommitted. */
export async function commitWork({ effect, goal, tools, signal }: Of<'CommitWork'>): Promise<GoalEvent> {
  const info = workspaceOf(goal);
  const { evaluatedTree: tree } = goal;
  const commit = { message: commitMessage(goal), author: tools.identity, ...present({ tree }) };
  const { sha } = await tools.workspaces.commitAll(info, commit, signal);
  const stands = await tools.workspaces.changes(info, signal);
  return { type: 'WorkCommitted', effectId: effect.id, sha, changes: changesOf(goal, stands) };
}

/** What was judged was counted then; what the checks wrote into the worktree since is no part of the commit. */
const changesOf = ({ evaluatedTree, diff }: GoalDocument, stands: DiffStat): DiffStat =>
  evaluatedTree === undefined || diff === undefined
    ? stands
    : { ...diff, untracked: 0, commits: stands.commits };

/** Pushes the goal's branch into the source, if whoever asked for the goal still may. */
export async function deliverBranch(performance: Of<'DeliverBranch'>): Promise<GoalEvent> {
  const { effect, goal, tools, signal } = performance;
  const refused = await refusedDelivery(performance);
  if (refused !== undefined) return refused;
  const { ref } = await tools.workspaces.deliverBranch(workspaceRequest(goal), effect.sha, signal);
  return { type: 'BranchDelivered', effectId: effect.id, ref };
}
