import { tryGit } from '../../workspace/git-worktree/git/run-git.ts';
import type { MemoryState } from '../memory-state.ts';
import { placeOf } from './commit-notes.ts';
import { folderOf } from './folder.ts';

/** Commits that are looked at, newest first; who wrote more has written enough. */
const mostCommits = 1000;

/** The goals whose notes drover committed since a moment (epoch milliseconds); none where there is no history. */
export async function writersSince(
  state: MemoryState,
  project: string,
  at: number,
  signal: AbortSignal,
): Promise<readonly string[]> {
  const format = '--format=%ct %(trailers:key=Goal,valueonly,separator=%x20)';
  const args = ['log', `--max-count=${mostCommits}`, format, 'HEAD', '--'];
  const log = await tryGit(state.git, { args, place: placeOf(folderOf(state, project)) }, signal);
  if (!log.ok) return [];
  const goals = log.stdout.split('\n').flatMap((line) => {
    const [seconds, goal] = line.trim().split(' ');
    return goal !== undefined && goal !== '' && Number(seconds) * 1000 >= at ? [goal] : [];
  });
  return [...new Set(goals)];
}
