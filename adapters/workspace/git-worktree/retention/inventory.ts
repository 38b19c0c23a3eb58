import type { StoredWork } from '../../../../src/ports/workspace.ts';
import { fileError } from '../git/git-error.ts';
import { restoreConfig } from '../mirror/ensure-mirror.ts';
import type { WorkspacesState } from '../state.ts';
import { diskUsage } from './disk-usage.ts';
import { goalFolders, keptFolders, markedGoals } from './goal-folders.ts';
import type { GoalFolders, MarkedGoal } from './goal-folders.ts';
import { goalsWithWork } from './goal-ref-names.ts';

/** See `Workspaces.inventory`. Goals with a record are listed also when nothing but the record is left. */
export async function inventory(state: WorkspacesState, signal: AbortSignal): Promise<readonly StoredWork[]> {
  signal.throwIfAborted();
  try {
    const found = await findFolders(state.home);
    const sizes = await diskUsage(state, found.flatMap(foldersOf), signal);
    const withRefs = await findRefs(state, new Set(found.map(({ mirror }) => mirror)), signal);
    return found.map((one) => ({
      goal: one.goal,
      project: one.project,
      kept: one.kept,
      ...(one.worktree === undefined ? {} : { worktree: one.worktree }),
      bytes: foldersOf(one).reduce((sum, folder) => sum + (sizes.get(folder) ?? 0), 0),
      hasRefs: withRefs.get(one.mirror)?.has(one.goal) ?? false,
    }));
  } catch (error) {
    signal.throwIfAborted();
    throw fileError(error, state.home);
  }
}

type Found = MarkedGoal & GoalFolders;

const foldersOf = ({ worktree, kept }: GoalFolders): readonly string[] =>
  worktree === undefined ? kept : [worktree, ...kept];

async function findFolders(home: string): Promise<readonly Found[]> {
  const kept = await keptFolders(home);
  const found: Found[] = [];
  for (const marked of await markedGoals(home))
    found.push({ ...marked, ...(await goalFolders(home, marked, kept)) });
  return found;
}

async function findRefs(
  state: WorkspacesState,
  mirrors: ReadonlySet<string>,
  signal: AbortSignal,
): Promise<ReadonlyMap<string, ReadonlySet<string>>> {
  const goals = new Map<string, ReadonlySet<string>>();
  for (const mirror of mirrors) {
    await restoreConfig(mirror);
    goals.set(mirror, await goalsWithWork(state, mirror, signal));
  }
  return goals;
}
