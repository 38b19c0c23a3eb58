import { rename, rm } from 'node:fs/promises';
import path from 'node:path';
import { DroverError, toError } from '../../../../src/domain/errors.ts';
import { parseHandle } from '../../../../src/domain/ids.ts';
import type { Identity, WorkspaceInfo } from '../../../../src/ports/workspace.ts';
import { fileError } from '../git/git-error.ts';
import { resolveObjects } from '../git/resolve-objects.ts';
import { runGit } from '../git/run-git.ts';
import type { WorkspacesState } from '../state.ts';
import type { Worktree } from '../tree/fill-worktree.ts';
import { isAncestor } from '../tree/goal-refs.ts';
import { readAgentHead, refused } from './agent-head.ts';
import type { AgentHead } from './agent-head.ts';
import { commitMessage } from './commit-message.ts';
import { commitTree } from '../work/commit-tree.ts';
import { openWorktree } from '../work/open-worktree.ts';
import { withSnapshot } from '../work/snapshot.ts';
import type { Snapshot } from '../work/snapshot.ts';

export interface CommitOrder {
  readonly message: string;
  readonly author: Identity;
  /** What is to be committed; the worktree as it stands when absent. */
  readonly tree?: string;
}

interface Committing {
  readonly state: WorkspacesState;
  readonly info: WorkspaceInfo;
  readonly worktree: Worktree;
}

/**
 * See `Workspaces.commitAll`. What stands in the worktree is the result, or the tree that was named (the one that was
 * judged: a process left behind may have written since), wherever the agent left HEAD: it ends on the goal's branch, with
 * HEAD and index there. Commits of the branch that are no part of it stay under a ref.
 */
export async function commitAll(
  state: WorkspacesState,
  info: WorkspaceInfo,
  order: CommitOrder,
  signal: AbortSignal,
): Promise<{ sha: string; committed: boolean }> {
  const worktree = await openWorktree(state, info);
  const committing = { state, info, worktree };
  try {
    const work = (snapshot: Snapshot) => commitSnapshot(committing, order, snapshot, signal);
    return await withSnapshot(state, worktree, work, signal);
  } catch (error) {
    signal.throwIfAborted();
    throw asRefusal(error, info.path);
  }
}

async function commitSnapshot(
  committing: Committing,
  order: CommitOrder,
  snapshot: Snapshot,
  signal: AbortSignal,
): Promise<{ sha: string; committed: boolean }> {
  const { state, info, worktree } = committing;
  const tree = await treeOf(committing, order.tree ?? snapshot.tree, signal);
  const at = await readAgentHead(state, worktree, info, signal);
  const sha = await resultCommit(committing, order, { at, tree }, signal);
  await moveBranch(committing, at, sha, signal);
  if (tree !== snapshot.tree) await indexTree(committing, snapshot.index, tree, signal);
  await settleCheckout(committing, at, snapshot.index, signal);
  return { sha, committed: sha !== at.head };
}

async function treeOf({ state, worktree }: Committing, wanted: string, signal: AbortSignal): Promise<string> {
  const known = /^[0-9a-f]{40,64}$/.test(wanted) ? [`${wanted}^{tree}`] : [];
  const [tree] = known.length === 0 ? [] : await resolveObjects(state.git, worktree, known, signal);
  if (tree !== undefined) return tree;
  const hint = 'Run the checks again: continue the goal.';
  throw refused(
    worktree.workTree,
    `the tree ${wanted.slice(0, 12)} that was judged is not there any more`,
    hint,
  );
}

/** Makes an index that of a tree; the files stay. What the worktree holds in the same form is known to be unchanged. */
const indexTree = ({ state, worktree }: Committing, index: string, tree: string, signal: AbortSignal) =>
  runGit(
    state.git,
    { args: ['read-tree', '--no-sparse-checkout', '--reset', tree], place: worktree, index },
    signal,
  );

async function resultCommit(
  { state, info, worktree }: Committing,
  order: CommitOrder,
  { at, tree }: { readonly at: AgentHead; readonly tree: string },
  signal: AbortSignal,
): Promise<string> {
  if (tree === at.headTree && at.merging.length === 0) return at.head;
  // An earlier try that was cut short before HEAD followed.
  if (at.tip !== undefined && at.tipTree === tree && at.tipParent === at.head) return at.tip;
  const message = commitMessage(order.message, parseHandle(path.basename(info.path)));
  const parents = [at.head, ...at.merging];
  return await commitTree(state.git, worktree, { tree, parents, message, by: order.author }, signal);
}

async function moveBranch(
  { state, info, worktree }: Committing,
  at: AgentHead,
  sha: string,
  signal: AbortSignal,
): Promise<void> {
  if (at.tip === sha) return;
  const update = async (...args: string[]): Promise<void> => {
    await runGit(state.git, { args: ['update-ref', ...args], place: worktree }, signal);
  };
  if (at.tip !== undefined && !(await isAncestor(state.git, worktree.gitDir, [at.tip, sha], signal))) {
    const left = `refs/drover/${path.basename(info.path)}/left/${at.tip.slice(0, 12)}`;
    await update(left, at.tip);
    state.logger.warn(
      { worktree: info.path, left },
      'the branch was left behind; its commits are kept under a ref',
    );
  }
  await update('-m', 'drover: result', `refs/heads/${info.branch}`, sha, at.tip ?? '0'.repeat(sha.length));
}

/** HEAD on the goal's branch, the index as committed, no merge left open. */
async function settleCheckout(
  { state, info, worktree }: Committing,
  at: AgentHead,
  index: string,
  signal: AbortSignal,
): Promise<void> {
  if (!at.onBranch) {
    const args = ['symbolic-ref', 'HEAD', `refs/heads/${info.branch}`];
    await runGit(state.git, { args, place: worktree }, signal);
  }
  await rename(index, path.join(worktree.gitDir, 'index'));
  const open = ['MERGE_HEAD', 'MERGE_MSG', 'MERGE_MODE', 'CHERRY_PICK_HEAD', 'REVERT_HEAD'];
  await Promise.all(open.map((name) => rm(path.join(worktree.gitDir, name), { force: true })));
}

function asRefusal(thrown: unknown, worktree: string): unknown {
  const error = fileError(thrown, worktree);
  if (error instanceof DroverError && (error.code === 'COMMIT_REFUSED' || error.code === 'DISK_FULL'))
    return error;
  const hint = error instanceof DroverError ? error.hint : 'See the log.';
  return refused(worktree, toError(error).message, hint, error);
}
