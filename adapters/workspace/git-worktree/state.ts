import type { Logger } from '../../../src/ports/logger.ts';
import type { Git } from './git/run-git.ts';
import type { Locks } from './mirror/locks.ts';

/** What the workspaces of one home share. */
export interface WorkspacesState {
  /** Absolute path of drover's home. */
  readonly home: string;
  readonly git: Git;
  /** One lock per mirror, within this process; the home belongs to one process. */
  readonly locks: Locks;
  readonly logger: Logger;
  /** Parallel checkout processes (`checkout.workers` of git). */
  readonly checkoutWorkers: number;
}
