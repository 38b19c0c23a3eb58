import path from 'node:path';
import { DroverError } from '../../../../src/domain/errors.ts';
import type { WorkspaceInfo } from '../../../../src/ports/workspace.ts';
import { resolveObjects } from '../git/resolve-objects.ts';
import type { WorkspacesState } from '../state.ts';
import { exists, readText } from '../tree/admin-folder.ts';
import type { Worktree } from '../tree/fill-worktree.ts';
import { isAncestor } from '../tree/goal-refs.ts';

/** Where the agent left its checkout. */
export interface AgentHead {
  readonly head: string;
  readonly headTree: string;
  readonly onBranch: boolean;
  /** The goal's branch, which may have been moved or deleted. */
  readonly tip: string | undefined;
  readonly tipTree: string | undefined;
  readonly tipParent: string | undefined;
  /** Other parents of a merge that was not concluded. */
  readonly merging: readonly string[];
}

/** Half-done operations whose result is not what stands in the worktree. */
const unfinished = { 'rebase-merge': 'rebase', 'rebase-apply': 'rebase', BISECT_LOG: 'bisect' };

/** Reads where the checkout stands. COMMIT_REFUSED where no result can be made of it. */
export async function readAgentHead(
  { git }: WorkspacesState,
  worktree: Worktree,
  info: WorkspaceInfo,
  signal: AbortSignal,
): Promise<AgentHead> {
  await mustBeFinished(worktree);
  const branchRef = `refs/heads/${info.branch}`;
  const names = ['HEAD^{commit}', 'HEAD^{tree}', branchRef, `${branchRef}^{tree}`, `${branchRef}^1`];
  const [head, headTree, tip, tipTree, tipParent] = await resolveObjects(git, worktree, names, signal);
  if (head === undefined || headTree === undefined) {
    throw refused(
      info.path,
      'its HEAD has no commit',
      `Check out ${info.branch} there, then continue the goal.`,
    );
  }
  if (head !== info.baseSha && !(await isAncestor(git, worktree.gitDir, [info.baseSha, head], signal))) {
    const hint = `Rebase the work onto ${info.base} or check out ${info.branch} there, then continue the goal.`;
    throw refused(
      info.path,
      `what is checked out does not build on the base ${info.baseSha.slice(0, 12)}`,
      hint,
    );
  }
  const headText = (await readText(path.join(worktree.gitDir, 'HEAD')))?.trim();
  const onBranch = headText === `ref: ${branchRef}`;
  return { head, headTree, onBranch, tip, tipTree, tipParent, merging: await mergeHeads(worktree) };
}

async function mustBeFinished({ gitDir, workTree }: Worktree): Promise<void> {
  for (const [file, operation] of Object.entries(unfinished)) {
    if (!(await exists(path.join(gitDir, file)))) continue;
    throw refused(
      workTree,
      `a ${operation} is not finished`,
      `Finish or abort it there, then continue the goal.`,
    );
  }
}

const mergeHeads = async ({ gitDir }: Worktree): Promise<readonly string[]> =>
  ((await readText(path.join(gitDir, 'MERGE_HEAD'))) ?? '').split('\n').filter((line) => line !== '');

/** The error of a commit that cannot be made. */
export const refused = (worktree: string, reason: string, hint: string, cause?: unknown): DroverError =>
  new DroverError(
    'COMMIT_REFUSED',
    `${worktree}: not committed: ${reason}; the work is kept there`,
    hint,
    cause === undefined ? {} : { cause },
  );
