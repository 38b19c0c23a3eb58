import path from 'node:path';
import { resolveObjects } from '../git/resolve-objects.ts';
import { runGit, tryGit } from '../git/run-git.ts';
import { readText } from '../tree/admin-folder.ts';
import { parseFileListing } from '../work/file-listing.ts';
import { addFiles, listing, readHeadIndex, writeTree } from '../work/own-index.ts';
import type { Position } from '../work/position.ts';
import { findHidden } from './files/find-hidden.ts';
import { insist } from './files/insist.ts';
import { isOperating } from './operations.ts';
import type { Restoring } from './restoring.ts';

/** How the worktree stands. */
export interface Standing extends Position {
  /** Its files, and ignored ones that stand where the target has a file or that the agent had staged. */
  readonly tree: string;
  /** HEAD is the goal's branch at the target's position, and nothing is open. */
  readonly isSettled: boolean;
  /** Folders where the target has files, which hold more than git can save. */
  readonly inTheWay: readonly string[];
}

/**
 * Looks at the worktree. The first look begins with HEAD and reads every file: the agent's index may be lost, or
 * tell git to overlook things. Later ones go on with the index that the files were written from.
 */
export async function seeStanding(
  restoring: Restoring,
  round: number,
  signal: AbortSignal,
): Promise<Standing> {
  const { state, view } = restoring;
  if (round === 1) await readHeadIndex(state, view, signal);
  const { hidden, inTheWay } = await insist(restoring, () => addAll(restoring, signal), signal);
  if (hidden.length > 0) {
    const args = ['update-index', '--add', '-z', '--stdin'];
    const call = { place: view.worktree, index: view.index, input: hidden.join('\0') };
    await insist(restoring, () => runGit(state.git, { args, ...call }, signal), signal);
  }
  return {
    ...(await seePosition(restoring, signal)),
    tree: await writeTree(state, view, signal),
    inTheWay,
  };
}

async function addAll(restoring: Restoring, signal: AbortSignal): ReturnType<typeof findHidden> {
  const { state, view } = restoring;
  const listed = await tryGit(state.git, listing(view), signal);
  if (!listed.ok || /could not open directory/.test(listed.stderr)) throw listed.error();
  const files = parseFileListing(listed.stdout);
  await addFiles(state, view, files, signal);
  return await findHidden(restoring, files.nested, signal);
}

async function seePosition(
  { state, info, target, view }: Restoring,
  signal: AbortSignal,
): Promise<Position & { readonly isSettled: boolean }> {
  const branch = `refs/heads/${info.branch}`;
  const names = ['HEAD^{commit}', `${branch}^{commit}`];
  const [head, tip] = await resolveObjects(state.git, view.worktree, names, signal);
  const headText = (await readText(path.join(view.worktree.gitDir, 'HEAD')))?.trim();
  const onBranch = headText === `ref: ${branch}` && tip === target.position;
  return { head, tip, isSettled: onBranch && !(await isOperating(view.worktree)) };
}
