import type { WorkspacesState } from '../state.ts';
import type { SavedState } from './fill-worktree.ts';
import { usableState } from './goal-refs.ts';
import type { GoalRefs } from './goal-refs.ts';
import { registerWorktree } from './register-worktree.ts';

/** Where a goal's worktree has to be. */
export interface GoalPlace {
  readonly mirror: string;
  readonly path: string;
  readonly branch: string;
  readonly baseSha: string;
}

export interface Entered {
  /** Admin folder of the worktree. */
  readonly admin: string;
  /** What its files are to be, when they have to be written anew. */
  readonly saved: SavedState | undefined;
}

/** Registers a goal's worktree on its branch, from the state that was saved last. Call under the mirror's lock. */
export async function enterWorktree(
  state: WorkspacesState,
  { mirror, path, branch, baseSha }: GoalPlace,
  refs: GoalRefs,
  signal: AbortSignal,
): Promise<Entered> {
  const saved = await usableState(state.git, mirror, refs, signal);
  const plan = {
    mirror,
    path,
    branch: { name: branch, isNew: refs.tip === undefined },
    start: saved?.parent ?? baseSha,
  };
  return { admin: await registerWorktree(state, plan, signal), saved };
}
