import type { Removal } from '../../policy/retention/plan-retention.ts';
import type { Lease } from '../../ports/store/job-queue.ts';
import type { StoredWork } from '../../ports/workspace.ts';
import { applyEvent } from '../apply.ts';
import { loadGoal } from '../document.ts';
import { withLease } from '../lease-keeper.ts';
import type { Retention } from './retention.ts';
import { endOfGoal } from './take-stock.ts';

/** What was removed of one goal. */
export interface Removed {
  readonly worktree: boolean;
  readonly bytes: number;
}

const nothing: Removed = { worktree: false, bytes: 0 };

/**
 * Removes what was chosen of one goal, under its lease: nobody works on it meanwhile, and one that goes on first is left
 * alone. Its document says that the worktree is gone before it goes, so that a goal which goes on gets it again.
 */
export async function removeKept(
  retention: Retention,
  removal: Removal,
  work: StoredWork | undefined,
  signal: AbortSignal,
): Promise<Removed> {
  let removed = nothing;
  await withLease(
    retention.runtime,
    removal.goal,
    'retention',
    async (lease, until) => {
      if (await mayGo(retention, removal, lease)) removed = await remove(retention, removal, work, until);
    },
    signal,
  );
  return removed;
}

async function mayGo({ runtime }: Retention, removal: Removal, lease: Lease): Promise<boolean> {
  const loaded = await loadGoal(runtime.store, removal.goal);
  if (loaded === undefined || endOfGoal(loaded.goal) === undefined) return false;
  if (!removal.worktree || loaded.goal.evicted !== undefined || loaded.goal.workspace === undefined)
    return true;
  const applied = await applyEvent(
    runtime,
    removal.goal,
    (goal) => (endOfGoal(goal) === undefined ? undefined : { type: 'WorkspaceEvicted' }),
    { fence: lease.fence },
  );
  return applied.is === 'applied';
}

async function remove(
  { workspaces, turnFolders }: Retention,
  removal: Removal,
  work: StoredWork | undefined,
  signal: AbortSignal,
): Promise<Removed> {
  let bytes = 0;
  const worktree = removal.worktree && work !== undefined;
  if (worktree) bytes += (await workspaces.removeWorktree(work, signal)).bytes;
  if (removal.refs && work !== undefined) await workspaces.removeRefs(work, { branch: false }, signal);
  if (removal.turns) bytes += (await turnFolders.remove(removal.goal, signal)).bytes;
  return { worktree, bytes };
}
