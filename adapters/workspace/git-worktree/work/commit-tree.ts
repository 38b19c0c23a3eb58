import type { Identity } from '../../../../src/ports/workspace.ts';
import { runGit } from '../git/run-git.ts';
import type { Git, GitPlace } from '../git/run-git.ts';

/** A commit to write. */
export interface NewCommit {
  readonly tree: string;
  readonly parents: readonly string[];
  readonly message: string;
  /** Author and committer. */
  readonly by: Identity;
}

/** Whose name checkpoints and their like bear. */
export const ownIdentity: Identity = { name: 'drover', email: 'drover@localhost' };

/** Writes a commit object, dated by drover's clock in UTC; moves no ref and runs no hook. */
export async function commitTree(
  git: Git,
  place: GitPlace,
  commit: NewCommit,
  signal: AbortSignal,
): Promise<string> {
  const date = `${Math.floor(git.clock.now() / 1000)} +0000`;
  const env = {
    GIT_AUTHOR_NAME: commit.by.name,
    GIT_AUTHOR_EMAIL: commit.by.email,
    GIT_AUTHOR_DATE: date,
    GIT_COMMITTER_NAME: commit.by.name,
    GIT_COMMITTER_EMAIL: commit.by.email,
    GIT_COMMITTER_DATE: date,
  };
  const parents = commit.parents.flatMap((parent) => ['-p', parent]);
  const args = ['commit-tree', ...parents, '-F', '-', commit.tree];
  return (await runGit(git, { args, place, input: commit.message, env }, signal)).trim();
}
