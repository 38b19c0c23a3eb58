import { isTerminal } from '../../domain/goal.ts';
import { claimPrefix } from '../../domain/control/task-claim.ts';
import type { GoalId } from '../../domain/ids.ts';
import { configuredProject } from '../../policy/memory/notes-project.ts';
import type { Memory } from '../../ports/memory.ts';
import type { CommitResult, EntryWrite, InboxMark } from '../../ports/store/goal-store.ts';
import type { Purged, PurgedParts } from '../../ports/store/purged.ts';
import type { Lease } from '../../ports/store/job-queue.ts';
import { applyEvent } from '../apply.ts';
import { loadGoal } from '../document.ts';
import { withLease } from '../lease-keeper.ts';
import type { Runtime } from '../runtime.ts';
import type { Retention } from './retention.ts';
import { endOfGoal } from './take-stock.ts';

export interface Purge {
  readonly retention: Retention;
  readonly memory: Memory;
  /** Written with the end of it. */
  readonly marks: (parts: PurgedParts) => readonly InboxMark[];
}

/**
 * Removes everything of an ended goal, under its lease: first what lies outside of the store, which a second try finds
 * gone, and last the document. Nothing is lost when drover is killed in between, and purging again finishes it.
 */
export async function purgeGoal(purge: Purge, id: GoalId, signal: AbortSignal): Promise<Purged> {
  let purged: Purged = { is: 'busy' };
  await withLease(
    purge.retention.runtime,
    id,
    'purge',
    async (lease, until) => {
      purged = await remove(purge, lease, until);
    },
    signal,
  );
  return purged;
}

async function remove(purge: Purge, lease: Lease, signal: AbortSignal): Promise<Purged> {
  const { runtime } = purge.retention;
  const id = lease.goal;
  // A goal that goes on all the same gets its worktree again.
  await applyEvent(
    runtime,
    id,
    (goal) => (isTerminal(goal.state) ? { type: 'WorkspaceEvicted' } : undefined),
    {
      fence: lease.fence,
    },
  );
  const loaded = await loadGoal(runtime.store, id);
  if (loaded === undefined || !isTerminal(loaded.goal.state)) return { is: 'open' };
  if (endOfGoal(loaded.goal) === undefined) return { is: 'busy' };
  const parts = await removeOutside(purge, id, loaded.goal.spec.project, signal);
  const result = await runtime.store.commit({
    purge: { id, expectedVersion: loaded.version },
    entries: await claimsOf(runtime, id),
    inboxMarks: purge.marks(parts),
  });
  return outcome(result, parts);
}

function outcome(result: CommitResult, parts: PurgedParts): Purged {
  if (result.ok) return { is: 'purged', parts };
  if (result.reason === 'already-marked') return { is: 'repeat', mark: result.mark };
  return { is: result.reason === 'version-conflict' ? 'open' : 'busy' };
}

async function removeOutside(
  { retention, memory }: Purge,
  id: GoalId,
  project: string,
  signal: AbortSignal,
): Promise<PurgedParts> {
  const { workspaces, turnFolders, threads } = retention;
  const work = (await workspaces.inventory(signal)).find(({ goal }) => goal === id);
  let bytes = 0;
  if (work !== undefined) {
    bytes += (await workspaces.removeWorktree(work, signal)).bytes;
    await workspaces.removeRefs(work, { branch: true }, signal);
    await workspaces.tidy(project, signal);
  }
  bytes += (await turnFolders.remove(id, signal)).bytes;
  await threads.remove(id);
  const notes = await memory.forget(configuredProject(project), id, signal);
  return { bytes, notes: notes.length };
}

/** What keeps others from asking for the same task holds its words. */
async function claimsOf({ store }: Runtime, id: GoalId): Promise<EntryWrite[]> {
  const claims = await store.entries(claimPrefix);
  const isOwn = (value: unknown): boolean =>
    typeof value === 'object' && value !== null && 'goal' in value && value.goal === id;
  return claims
    .filter(({ value }) => isOwn(value))
    .map(({ key, version }) => ({ key, expectedVersion: version, value: undefined }));
}
