import { runGit } from '../../git/run-git.ts';
import { moveOut } from '../../tree/move-aside.ts';
import { clearObstacles, insist } from './insist.ts';
import type { Differences } from './differences.ts';
import { spareIgnored } from './spare-ignored.ts';
import type { Restoring } from '../restoring.ts';

/** What stands before the files are written. */
export interface Before {
  /** Folders in the place of files. */
  readonly inTheWay: readonly string[];
  readonly round: number;
  readonly change: Differences;
}

/** Makes files and index those of the target: what the index holds beyond it is removed, what differs is written. */
export async function writeTarget(
  restoring: Restoring,
  { inTheWay, round, change }: Before,
  signal: AbortSignal,
): Promise<void> {
  // git only warns when it may not remove a file, so an earlier round may have met such a place unnoticed.
  if (round > 1) await clearObstacles(restoring, signal);
  const move = () => moveOut(restoring.state, restoring.info.path, inTheWay);
  await insist(restoring, move, signal);
  await insist(restoring, () => spareIgnored(restoring, change.ignoreRules, signal), signal);
  // Attributes, or an index that was wrong about a file, may leave one as it is that looks unchanged.
  const anew = change.attributes || (round > 1 && change.onlyContents);
  await insist(restoring, () => write(restoring, anew, signal), signal);
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
