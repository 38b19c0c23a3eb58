import type { Clock } from '../../src/ports/clock.ts';
import type { Logger } from '../../src/ports/logger.ts';
import type { Identity } from '../../src/ports/workspace.ts';
import type { Git } from '../workspace/git-worktree/git/run-git.ts';
import type { Locks } from '../workspace/git-worktree/mirror/locks.ts';

/** Sizes in bytes. */
export interface MemoryLimits {
  readonly noteBytes: number;
  readonly folderBytes: number;
  readonly notes: number;
}

/** Generous for words, too small for dumps. */
export const usualLimits: MemoryLimits = {
  noteBytes: 16 * 1024,
  folderBytes: 2 * 1024 * 1024,
  notes: 400,
};

/** A note that nobody changed or needed for so long is worth half, in milliseconds. */
export const halfLifeMs = 30 * 24 * 60 * 60 * 1000;
/** After so long it is put aside. */
export const archiveAfterMs = 180 * 24 * 60 * 60 * 1000;

/** What the memory of one home shares. */
export interface MemoryState {
  /** Absolute path of the folder in which every project has one. */
  readonly root: string;
  readonly git: Git;
  readonly clock: Clock;
  readonly logger: Logger;
  /** Author of drover's own commits. */
  readonly identity: Identity;
  /** Takes the secrets of this installation out of text. */
  readonly redact: (text: string) => string;
  readonly limits: MemoryLimits;
  /** One change of a project's folder at a time. */
  readonly locks: Locks;
}
