import { resolveObjects } from '../git/resolve-objects.ts';
import { runGit } from '../git/run-git.ts';
import { restoreConfig } from '../mirror/ensure-mirror.ts';
import { worktreePath } from '../mirror/mirror-path.ts';
import type { WorkspacesState } from '../state.ts';
import { findAdmin, isReady } from '../tree/admin-folder.ts';
import { restoredRef } from '../tree/goal-refs.ts';
import { commitTree, ownIdentity } from '../work/commit-tree.ts';
import { positionParents } from '../work/position.ts';
import { withSnapshot } from '../work/snapshot.ts';
import type { MarkedGoal } from './goal-folders.ts';
import { branchesOf } from './goal-ref-names.ts';

/**
 * Saves a worktree that is to go, as the newest state of its goal: it is made again from this. It takes the place of what
 * the worktree was last returned to, which is older, and the next checkpoint takes its place.
 */
export async function saveLast(
  state: WorkspacesState,
  marked: MarkedGoal,
  signal: AbortSignal,
): Promise<void> {
  const { goal, mirror } = marked;
  const workTree = worktreePath(state.home, goal);
  const gitDir = await findAdmin(mirror, workTree);
  // Files that were not all written yet are no work of anybody's; what they were to be is saved.
  if (gitDir === undefined || !(await isReady(gitDir))) return;
  await restoreConfig(mirror);
  const place = { gitDir, workTree };
  await withSnapshot(
    state,
    place,
    async ({ tree }) => {
      const branch = (await branchesOf(state, marked, signal))[0] ?? `refs/heads/drover/${goal}`;
      const names = ['HEAD^{commit}', `${branch}^{commit}`];
      const [head, tip] = await resolveObjects(state.git, place, names, signal);
      const message = `${goal} as its worktree was removed\n`;
      const save = { tree, parents: positionParents({ head, tip }), message, by: ownIdentity };
      const sha = await commitTree(state.git, place, save, signal);
      await runGit(state.git, { args: ['update-ref', restoredRef(goal), sha], place }, signal);
    },
    signal,
  );
}
