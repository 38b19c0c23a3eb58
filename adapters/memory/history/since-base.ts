import type { MemoryChange } from '../../../src/ports/memory.ts';
import { runGit, tryGit, type GitPlace } from '../../workspace/git-worktree/git/run-git.ts';
import type { MemoryState } from '../memory-state.ts';
import { byHand } from './commit-notes.ts';

/** In the message of the commit with which a change was taken over. */
export const adoptedMark = 'Tidied-By';

/** What became of the folder while somebody worked from a base. */
export type SinceBase =
  /** Changes by hand, or another history: nothing may be put on top. */
  | { readonly is: 'elsewhere' }
  /** The change itself was taken over already, with that commit. */
  | { readonly is: 'adopted'; readonly sha: string }
  /** Goals wrote these files meanwhile; the others are as they were. */
  | { readonly is: 'here'; readonly written: ReadonlySet<string> };

export async function sinceBase(
  state: MemoryState,
  place: GitPlace,
  { head, change }: { readonly head: string; readonly change: MemoryChange },
  signal: AbortSignal,
): Promise<SinceBase> {
  const { base, author } = change;
  const ancestor = await tryGit(
    state.git,
    { args: ['merge-base', '--is-ancestor', base, head], place },
    signal,
  );
  if (!ancestor.ok) return { is: 'elsewhere' };
  const commits = await commitsBetween(state, place, `${base}..${head}`, signal);
  const own = commits.find(({ adopted }) => adopted === author.goal);
  if (own !== undefined) return { is: 'adopted', sha: own.sha };
  if (commits.some(({ name }) => name === byHand.name || name !== state.identity.name))
    return { is: 'elsewhere' };
  const args = ['diff-tree', '-r', '-z', '--name-only', '--no-renames', base, head];
  const names = (await runGit(state.git, { args, place }, signal)).split('\0');
  return { is: 'here', written: new Set(names.filter((name) => name !== '')) };
}

async function commitsBetween(state: MemoryState, place: GitPlace, range: string, signal: AbortSignal) {
  const format = `--format=%H%x00%an%x00%(trailers:key=${adoptedMark},valueonly,separator=%x20)`;
  const output = await runGit(state.git, { args: ['log', format, range, '--'], place }, signal);
  return output
    .split('\n')
    .filter((line) => line !== '')
    .map((line) => {
      const [sha = '', name = '', adopted = ''] = line.split('\0');
      return { sha, name, adopted: adopted.trim() };
    });
}
