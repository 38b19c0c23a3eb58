import path from 'node:path';
import type { Clock } from '../../../src/ports/clock.ts';
import type { Logger } from '../../../src/ports/logger.ts';
import type { Workspaces } from '../../../src/ports/workspace.ts';
import { operatorEnv, sealedEnv } from './git/git-env.ts';
import type { BaseEnv } from './git/git-env.ts';
import { listBase, readBase } from './mirror/read-base.ts';
import type { WorkspacesState } from './state.ts';
import { prepareBaseline, removeBaseline } from './tree/baseline.ts';
import { restore } from './restore/restore.ts';
import { prepare } from './tree/prepare.ts';
import { changes } from './work/changes.ts';
import { checkpoint } from './work/checkpoint.ts';
import { commitAll } from './result/commit-all.ts';
import { deliverBranch } from './result/deliver-branch.ts';
import { diff } from './work/diff.ts';
import { commits } from './report/commits.ts';
import { keepTree } from './report/keep-tree.ts';
import { inventory } from './retention/inventory.ts';
import { removeRefs } from './retention/remove-refs.ts';
import { removeWorktree } from './retention/remove-worktree.ts';
import { tidy } from './retention/tidy.ts';
import { isSetUp, markSetUp } from './tree/set-up-mark.ts';

export interface GitWorkspacesOptions {
  /** drover's home: mirrors go to `repos/`, worktrees to `worktrees/`. */
  readonly home: string;
  readonly clock: Clock;
  readonly logger: Logger;
  /** Milliseconds for one git call. */
  readonly gitTimeoutMs: number;
  /** Parallel processes of one checkout; 2 unless said otherwise. */
  readonly checkoutWorkers?: number;
  /** The operator's environment; `PATH` is taken for every call, credentials for reaching sources only. */
  readonly env: BaseEnv;
}

/** Worktrees from one bare mirror per project, made and read with the machine's git (2.36 or newer). */
export function createGitWorkspaces(options: GitWorkspacesOptions): Workspaces {
  const state = newState(options);
  return {
    prepare: (request, signal) => prepare(state, request, signal),
    prepareBaseline: (request, baseSha, signal) => prepareBaseline(state, request, baseSha, signal),
    removeBaseline: (goal, signal) => removeBaseline(state, goal, signal),
    listBase: (request, baseSha, signal) => listBase(state, request, baseSha, signal),
    readBase: (request, baseSha, file, signal) => readBase(state, request, { baseSha, path: file }, signal),
    checkpoint: (info, goal, number, signal) => checkpoint(state, info, { goal, number }, signal),
    restore: (info, goal, to, signal) => restore(state, info, { goal, to }, signal),
    changes: (info, signal) => changes(state, info, signal),
    diff: (info, maxBytes, signal) => diff(state, info, maxBytes, signal),
    commits: (info, since, signal) => commits(state, info, since, signal),
    snapshot: (info, goal, signal) => keepTree(state, info, goal, signal),
    commitAll: (info, commit, signal) => commitAll(state, info, commit, signal),
    isSetUp: (info, command, signal) => isSetUp(state, info, command, signal),
    markSetUp: (info, command, signal) => markSetUp(state, info, command, signal),
    inventory: (signal) => inventory(state, signal),
    removeWorktree: (work, signal) => removeWorktree(state, work, signal),
    removeRefs: (work, what, signal) => removeRefs(state, work, what, signal),
    tidy: (project, signal) => tidy(state, project, signal),
    deliverBranch: (request, sha, signal) => deliverBranch(state, request, sha, signal),
  };
}

const newState = (options: GitWorkspacesOptions): WorkspacesState => ({
  home: path.resolve(options.home),
  git: {
    sealed: sealedEnv(options.env),
    operator: operatorEnv(options.env),
    timeoutMs: options.gitTimeoutMs,
    clock: options.clock,
    logger: options.logger,
  },
  locks: new Map(),
  logger: options.logger,
  checkoutWorkers: options.checkoutWorkers ?? 2,
});
