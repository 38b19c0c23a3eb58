import { DroverError } from '../../../../src/domain/errors.ts';
import { hideCredentials } from '../git/hide-credentials.ts';
import { resolveObjects } from '../git/resolve-objects.ts';
import { runGit } from '../git/run-git.ts';
import type { Git } from '../git/run-git.ts';
import { baseCandidates, isBaseName } from './base-candidates.ts';
import { remoteHead } from './describe-source.ts';
import type { SourceFacts } from './describe-source.ts';
import { fetchCommit } from './refresh.ts';

export interface ResolvedBase {
  /** `main`; `origin/main` when it is the branch of a checkout's remote; a tag; a commit id. */
  readonly base: string;
  readonly baseSha: string;
}

/** The mirror and what it mirrors, freshly fetched. */
export interface Fetched {
  readonly mirror: string;
  readonly facts: SourceFacts;
}

/** Finds the base that was asked for, or the default branch. BASE_NOT_FOUND, REPOSITORY_EMPTY. */
export async function resolveBase(
  git: Git,
  fetched: Fetched,
  wanted: string | undefined,
  signal: AbortSignal,
): Promise<ResolvedBase> {
  const names = wanted === undefined ? await defaultNames(git, fetched.facts, signal) : [wanted];
  const found = await findFirst(git, fetched, names, signal);
  if (found) return found;
  throw await notFound(git, fetched, wanted, signal);
}

async function findFirst(
  git: Git,
  fetched: Fetched,
  names: readonly string[],
  signal: AbortSignal,
): Promise<ResolvedBase | undefined> {
  const usable = names.filter(isBaseName);
  for (const name of usable) {
    const found = await find(git, fetched, name, signal);
    if (found) return found;
  }
  return undefined;
}

async function find(
  git: Git,
  fetched: Fetched,
  name: string,
  signal: AbortSignal,
): Promise<ResolvedBase | undefined> {
  const known = await findInMirror(git, fetched, name, signal);
  if (known) return known;
  await fetchCommit(git, fetched.mirror, fetched.facts, name, signal);
  return await findInMirror(git, fetched, name, signal);
}

async function findInMirror(
  git: Git,
  { mirror, facts }: Fetched,
  name: string,
  signal: AbortSignal,
): Promise<ResolvedBase | undefined> {
  const candidates = baseCandidates(name, facts.origin !== undefined);
  const refs = candidates.map(({ ref }) => `${ref}^{commit}`);
  const shas = await resolveObjects(git, { gitDir: mirror }, refs, signal);
  const index = shas.findIndex((sha) => sha !== undefined);
  const [baseSha, candidate] = [shas[index], candidates[index]];
  return baseSha === undefined || candidate === undefined ? undefined : { base: candidate.name, baseSha };
}

/** The branch the source itself names, else the usual ones. */
async function defaultNames(git: Git, facts: SourceFacts, signal: AbortSignal): Promise<readonly string[]> {
  const head = await remoteHead(git, facts.origin ?? facts.location, signal);
  return [head, facts.configuredDefault, 'main', 'master'].filter((name) => name !== undefined);
}

async function notFound(
  git: Git,
  { mirror, facts }: Fetched,
  wanted: string | undefined,
  signal: AbortSignal,
): Promise<DroverError> {
  const place = hideCredentials(facts.origin ?? facts.location);
  const branches = await someBranches(git, mirror, signal);
  if (branches.length === 0) {
    return new DroverError(
      'REPOSITORY_EMPTY',
      `${place}: the repository has no commits yet`,
      'Make a first commit, then dispatch the goal again.',
    );
  }
  const there = `It has: ${branches.join(', ')}.`;
  return wanted === undefined
    ? new DroverError(
        'BASE_NOT_FOUND',
        `${place}: no default branch can be told`,
        `Name one with --base, or as \`base\` of the project. ${there}`,
      )
    : new DroverError('BASE_NOT_FOUND', `${place}: no branch, tag or commit "${wanted}"`, there);
}

/** A few branches, newest first, as people would type them. */
async function someBranches(git: Git, mirror: string, signal: AbortSignal): Promise<readonly string[]> {
  const args = [
    'for-each-ref',
    '--count=12',
    '--sort=-committerdate',
    '--format=%(refname:lstrip=3)',
    'refs/remotes',
  ];
  const output = await runGit(git, { args, place: { gitDir: mirror } }, signal);
  return [...new Set(output.split('\n').filter((line) => line !== ''))].slice(0, 6);
}
