import { runGit, tryGit } from '../git/run-git.ts';
import type { Git } from '../git/run-git.ts';
import { checkoutRefs, isWholeSha, originRefs } from './base-candidates.ts';
import type { SourceFacts } from './describe-source.ts';

/**
 * Brings the mirror's `refs/remotes/*` up to date. A checkout with a remote is read twice: its own objects from
 * the disk, then the branches of the remote as they are now. What cannot be reached is an error.
 */
export async function refresh(
  git: Git,
  mirror: string,
  facts: SourceFacts,
  signal: AbortSignal,
): Promise<void> {
  const own = facts.origin === undefined ? originRefs : checkoutRefs;
  const known =
    facts.origin === undefined ? [] : [`+refs/remotes/origin/*:${originRefs}*`, '^refs/remotes/origin/HEAD'];
  await fetch(git, mirror, facts.location, [`+refs/heads/*:${own}*`, ...known], signal);
  if (facts.origin === undefined) return;
  await fetch(git, mirror, facts.origin, [`+refs/heads/*:${originRefs}*`], signal);
}

/** Asks the source for one commit that none of its branches or tags holds. Not getting it is no error. */
export async function fetchCommit(
  git: Git,
  mirror: string,
  facts: SourceFacts,
  sha: string,
  signal: AbortSignal,
): Promise<void> {
  if (!isWholeSha(sha)) return;
  for (const location of [facts.origin, facts.location]) {
    if (location === undefined) continue;
    const outcome = await tryGit(git, fetchCommand(mirror, location, [sha], ['--no-tags']), signal);
    if (outcome.ok) return;
  }
}

const fetch = (
  git: Git,
  mirror: string,
  location: string,
  refspecs: readonly string[],
  signal: AbortSignal,
) => runGit(git, fetchCommand(mirror, location, refspecs, ['--prune', '--tags']), signal);

const fetchCommand = (
  mirror: string,
  location: string,
  refspecs: readonly string[],
  options: readonly string[],
) => ({
  // A shallow source makes a shallow mirror; without --update-shallow git would leave its branches out.
  args: [
    'fetch',
    '--quiet',
    '--force',
    '--update-shallow',
    '--no-recurse-submodules',
    '--no-auto-maintenance',
    '--no-write-fetch-head',
    ...options,
    '--end-of-options',
    location,
    ...refspecs,
  ],
  place: { gitDir: mirror },
  about: location,
  asOperator: true,
});
