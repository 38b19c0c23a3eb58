import { runGit } from '../git/run-git.ts';
import type { GitPlace } from '../git/run-git.ts';
import type { WorkspacesState } from '../state.ts';

/** An index that holds what was written into the worktree. */
export interface WrittenIndex {
  readonly place: GitPlace;
  /** The index file; the checkout's own by default. */
  readonly index?: string;
  /** What HEAD is, or is going to be. */
  readonly commit: string;
}

/**
 * Makes the index that of a commit, so that everything beyond the commit is uncommitted. Ignored files among it stay
 * staged, or git would lose sight of them: they were saved only because the agent had staged them.
 */
export async function settleIndex(
  state: WorkspacesState,
  { place, index, commit }: WrittenIndex,
  signal: AbortSignal,
): Promise<void> {
  const git = (args: readonly string[], input?: string): Promise<string> => {
    const options = { ...(index === undefined ? {} : { index }), ...(input === undefined ? {} : { input }) };
    return runGit(state.git, { args, place, ...options }, signal);
  };
  const ignored = await git(['ls-files', '-z', '--cached', '--ignored', '--exclude-standard']);
  await git(['read-tree', '--no-sparse-checkout', '--reset', commit]);
  if (ignored === '') return;
  const committed = new Set((await git(['ls-files', '-z'])).split('\0'));
  const staged = ignored.split('\0').filter((name) => !committed.has(name));
  await git(['update-index', '--add', '-z', '--stdin'], staged.join('\0'));
}
