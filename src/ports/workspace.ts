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

/** A file that differs from the base. */
export interface ChangedFile {
  /** Relative to the worktree, with slashes. */
  readonly path: string;
  readonly change: 'added' | 'modified' | 'deleted';
  /** `untracked`: git does not know it yet. */
  readonly standing: 'committed' | 'uncommitted' | 'untracked';
}

/** What stood in a worktree at one moment. */
export interface KeptTree {
  readonly tree: string;
  /** Everything changed since base: committed, uncommitted and untracked. */
  readonly changes: DiffStat;
  /**
   * Every file that differs from the base, committed or not, by path. A rename is a deletion and an addition; bytes of a
   * name that are no UTF-8 are U+FFFD.
   */
  readonly files: readonly ChangedFile[];
}

/** A commit on the goal's branch since the base. */
export interface CommitFacts {
  readonly sha: string;
  /** First line of its message. */
  readonly subject: string;
  /** Epoch milliseconds. */
  readonly at: number;
}

/** What drover keeps on disk for a goal. */
export interface StoredWork {
  readonly goal: GoalId;
  readonly project: string;
  /** Absolute path of its worktree, while there is one. */
  readonly worktree?: string;
  /** Folders that were moved aside for it. */
  readonly kept: readonly string[];
  /** Bytes of worktree and kept folders together. */
  readonly bytes: number;
  /** Whether anything is saved under refs: checkpoints, trees that were judged, what stood before a return. */
  readonly hasRefs: boolean;
}

/** Where a worktree can be returned to. */
export type RestorePoint = { readonly kind: 'base' } | { readonly kind: 'checkpoint'; readonly sha: string };

/**
 * Git worktrees, one per goal. Never runs the repository's hooks, never signs, never touches the source's checkout.
 * Every method is idempotent: after a crash it finds what its earlier try left.
 * Expected problems are `DroverError`s with BASE_NOT_FOUND, NOT_A_REPOSITORY, REPOSITORY_EMPTY, DISK_FULL,
 * WORKSPACE_FAILED or GIT_FAILED; the message names the path. WORKSPACE_GONE: the worktree was deleted, and `prepare`
 * makes it again.
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
  /**
   * Commits between the base and what is checked out, oldest first; the newest 200 where there are more. `since`: a
   * checkpoint; only those that were not there when it was made.
   */
  commits(
    info: WorkspaceInfo,
    since: string | undefined,
    signal: AbortSignal,
  ): Promise<readonly CommitFacts[]>;
  /** The worktree at one moment as a git tree (tracked and untracked, not ignored), kept until the goal's refs go, and what is in it. */
  snapshot(info: WorkspaceInfo, goal: GoalId, signal: AbortSignal): Promise<KeptTree>;
  /**
   * Brings the goal's branch to exactly `tree` when one is given (else to the worktree as it is), with one commit where
   * the head differs from it; answers the head either way. The files stay as they are: what differs from `tree` is
   * uncommitted afterwards.
   */
  commitAll(
    info: WorkspaceInfo,
    commit: { readonly message: string; readonly author: Identity; readonly tree?: string },
    signal: AbortSignal,
  ): Promise<{ sha: string; committed: boolean }>;
  /** Whether this worktree was marked as set up with this very command. */
  isSetUp(info: WorkspaceInfo, command: string, signal: AbortSignal): Promise<boolean>;
  markSetUp(info: WorkspaceInfo, command: string, signal: AbortSignal): Promise<void>;
  /** Everything that drover keeps for goals; never looks at what bears no mark of this drover. */
  inventory(signal: AbortSignal): Promise<readonly StoredWork[]>;
  /**
   * Removes the worktree and what was moved aside for it; the branch and the refs stay. What stands there, but for ignored
   * files, is saved first as the newest state, from which `prepare` makes it again. Answers the bytes that are free.
   */
  removeWorktree(work: StoredWork, signal: AbortSignal): Promise<{ bytes: number }>;
  /**
   * Removes what drover saved for the goal; it can go on with its branch. With `branch` also that, in drover's own mirror,
   * and everything else that is known of it: only for a goal that is gone for good, its worktree removed before.
   */
  removeRefs(work: StoredWork, what: { readonly branch: boolean }, signal: AbortSignal): Promise<void>;
  /**
   * Packs what drover keeps of a project, and drops what nothing refers to any more and nobody wrote lately. Goals may work
   * meanwhile.
   */
  tidy(project: string, signal: AbortSignal): Promise<void>;
  /** Pushes that sha as the goal's branch into the source: the ref only. A repeat of the same sha is a success. */
  deliverBranch(request: WorkspaceRequest, sha: string, signal: AbortSignal): Promise<{ ref: string }>;
}
