import { runGit } from './run-git.ts';
import type { Git, GitPlace } from './run-git.ts';

/** Object names (`refs/heads/x^{commit}`) → full ids, in one call; undefined for those that do not exist. */
export async function resolveObjects(
  git: Git,
  place: GitPlace,
  names: readonly string[],
  signal: AbortSignal,
): Promise<readonly (string | undefined)[]> {
  const output = await runGit(
    git,
    {
      args: ['cat-file', '--batch-check=%(objectname)'],
      place,
      input: names.map((name) => `${name}\n`).join(''),
    },
    signal,
  );
  return output
    .trimEnd()
    .split('\n')
    .map((line) => (/^[0-9a-f]{40,64}$/.test(line) ? line : undefined));
}
