import type { GoalId } from '../domain/ids.ts';
import type { DiffStat } from '../domain/turn.ts';

export interface WorkspaceRequest {
  readonly goal: GoalId;
  readonly project: string;
  /** Path or URL of the repository. */
  readonly source: string;
  /** Branch, tag or sha; absent = the source's default branch. */
  readonly base?: string;
  /** The goal's own branch: `drover/G-1-fix-login`. */
  readonly branch: string;
}

export interface WorkspaceInfo {
  /** Absolute path of the worktree. */
  readonly path: string;
  readonly branch: string;
  /** The name the base was found under (`main`). */
  readonly base: string;
  readonly baseSha: string;
}

export interface Identity {
  readonly name: string;
  readonly email: string;
}

/** Where a worktree can be returned to. */
export type RestorePoint = { readonly kind: 'base' } | { readonly kind: 'checkpoint'; readonly sha: string };

/**
 * Git worktrees, one per goal. Never runs the repository's hooks, never signs, never touches the source's checkout.
 * Every method is idempotent: after a crash it finds what its earlier try left.
 * Expected problems are `DroverError`s with BASE_NOT_FOUND, NOT_A_REPOSITORY, REPOSITORY_EMPTY, DISK_FULL,
 * WORKSPACE_FAILED or GIT_FAILED; the message names the path.
 */
export interface Workspaces {
  /** Fetches the base afresh and makes the worktree; re-creates it from the branch when somebody deleted it. */
  prepare(request: WorkspaceRequest, signal: AbortSignal): Promise<WorkspaceInfo>;
  /** A second, detached checkout of the base for the baseline run; the caller removes it. */
  prepareBaseline(request: WorkspaceRequest, baseSha: string, signal: AbortSignal): Promise<{ path: string }>;
  removeBaseline(goal: GoalId, signal: AbortSignal): Promise<void>;
  /** Names in the top folder at the base sha. */
  listBase(request: WorkspaceRequest, baseSha: string, signal: AbortSignal): Promise<readonly string[]>;
  /** A file's text at the base sha; undefined when it is not there. At most 1 MiB. */
  readBase(
    request: WorkspaceRequest,
    baseSha: string,
    path: string,
    signal: AbortSignal,
  ): Promise<string | undefined>;
  /** Saves tracked and untracked (not ignored) files under `refs/drover/<goal>/<number>`; branch and index stay as they are. */
  checkpoint(
    info: WorkspaceInfo,
    goal: GoalId,
    number: number,
    signal: AbortSignal,
  ): Promise<{ sha: string }>;
  /**
   * Returns the worktree exactly to a checkpoint, or to the base: tracked files, untracked files that are not ignored,
   * and the position of the goal's branch. What stood there is kept under a ref of its own until the goal's refs go.
   */
  restore(info: WorkspaceInfo, goal: GoalId, to: RestorePoint, signal: AbortSignal): Promise<void>;
  /** Everything changed since base: committed, uncommitted and untracked. */
  changes(info: WorkspaceInfo, signal: AbortSignal): Promise<DiffStat>;
  /** The unified diff since base, untracked files included; cut at `maxBytes`. */
  diff(info: WorkspaceInfo, maxBytes: number, signal: AbortSignal): Promise<string>;
  /** Commits what is left uncommitted on the goal's branch; answers the head either way. */
  commitAll(
    info: WorkspaceInfo,
    commit: { readonly message: string; readonly author: Identity },
    signal: AbortSignal,
  ): Promise<{ sha: string; committed: boolean }>;
  /** Pushes that sha as the goal's branch into the source: the ref only. A repeat of the same sha is a success. */
  deliverBranch(request: WorkspaceRequest, sha: string, signal: AbortSignal): Promise<{ ref: string }>;
}
