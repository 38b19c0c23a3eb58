import type { ChangedFile } from '../../../../src/ports/workspace.ts';
import { resolveObjects } from '../git/resolve-objects.ts';
import { runGit } from '../git/run-git.ts';
import type { Looking } from '../work/changes.ts';
import { parseRawDiff } from './raw-diff.ts';
import type { RawChange } from './raw-diff.ts';

/** Every file that differs from the base; see `KeptTree.files`. */
export async function changedFiles(
  looking: Looking,
  baseSha: string,
  signal: AbortSignal,
): Promise<readonly ChangedFile[]> {
  const { state, worktree, snapshot } = looking;
  const [head] = await resolveObjects(state.git, worktree, ['HEAD^{tree}'], signal);
  const untracked = new Set(snapshot.untracked);
  const open = head === undefined ? undefined : await pathsSince(looking, head, signal);
  const standingOf = (path: string): ChangedFile['standing'] => {
    if (untracked.has(path)) return 'untracked';
    return open === undefined || open.has(path) ? 'uncommitted' : 'committed';
  };
  const found = await changesSince(looking, baseSha, signal);
  return found.map((change) => ({ ...change, standing: standingOf(change.path) }));
}

const pathsSince = async (
  looking: Looking,
  from: string,
  signal: AbortSignal,
): Promise<ReadonlySet<string>> =>
  new Set((await changesSince(looking, from, signal)).map(({ path }) => path));

/** A rename is two changes: a rule about a path holds for the old place and for the new one. */
async function changesSince(
  { state, worktree, snapshot }: Looking,
  from: string,
  signal: AbortSignal,
): Promise<readonly RawChange[]> {
  const args = ['diff-tree', '-r', '-z', '--raw', '--no-renames', '--end-of-options', from, snapshot.tree];
  return parseRawDiff(await runGit(state.git, { args, place: worktree }, signal));
}
