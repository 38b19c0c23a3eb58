import { runGit } from '../git/run-git.ts';
import { moveOut } from '../tree/move-aside.ts';
import { clearObstacles, insist } from './insist.ts';
import type { Restoring } from './restoring.ts';

/** What stands before the files are written. */
export interface Before {
  /** Folders in the place of files. */
  readonly inTheWay: readonly string[];
  readonly round: number;
  /** Write also what looks unchanged. */
  readonly anew: boolean;
}

/** Makes files and index those of the target: what the index holds beyond it is removed, what differs is written. */
export async function writeTarget(restoring: Restoring, before: Before, signal: AbortSignal): Promise<void> {
  // git only warns when it may not remove a file, so an earlier round may have met such a place unnoticed.
  if (before.round > 1) await clearObstacles(restoring, signal);
  const move = () => moveOut(restoring.state, restoring.info.path, before.inTheWay);
  await insist(restoring, move, signal);
  await insist(restoring, () => write(restoring, before.anew, signal), signal);
}

async function write({ state, view, target }: Restoring, anew: boolean, signal: AbortSignal): Promise<void> {
  const settings = [`checkout.workers=${state.checkoutWorkers}`];
  const call = { place: view.worktree, index: view.index, settings };
  const git = (...args: string[]) => runGit(state.git, { ...call, args }, signal);
  await git('read-tree', '--no-sparse-checkout', '--reset', '-u', target.tree);
  if (!anew) return;
  await git('read-tree', '--empty');
  await git('read-tree', target.tree);
  await git('checkout-index', '--all', '--force', '--index', '--quiet');
}
