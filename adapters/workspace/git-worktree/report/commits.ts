import type { CommitFacts, WorkspaceInfo } from '../../../../src/ports/workspace.ts';
import { resolveObjects } from '../git/resolve-objects.ts';
import { runGit } from '../git/run-git.ts';
import type { WorkspacesState } from '../state.ts';
import { openWorktree } from '../work/open-worktree.ts';

/** Where there are more, the newest are shown. */
const mostCommits = 200;

/** Characters of a subject. */
const longestSubject = 200;

/** See `Workspaces.commits`. */
export async function commits(
  state: WorkspacesState,
  info: WorkspaceInfo,
  signal: AbortSignal,
): Promise<readonly CommitFacts[]> {
  const worktree = await openWorktree(state, info);
  const names = ['HEAD^{commit}', `${info.baseSha}^{commit}`];
  const [head, base] = await resolveObjects(state.git, worktree, names, signal);
  if (head === undefined || base === undefined) return [];
  const options = ['-z', '--topo-order', '--reverse', `--max-count=${mostCommits}`, '--format=%H %ct %s'];
  const plain = ['--no-show-signature', '--no-notes', '--no-color'];
  const args = ['log', ...plain, ...options, '--end-of-options', `${base}..${head}`, '--'];
  return parseCommits(await runGit(state.git, { args, place: worktree }, signal));
}

const parseCommits = (output: string): readonly CommitFacts[] =>
  output.split('\0').flatMap((entry) => {
    const [, sha, seconds, subject] = /^([0-9a-f]{40,64}) (\d+) (.*)$/s.exec(entry) ?? [];
    if (sha === undefined) return [];
    return [{ sha, subject: (subject ?? '').slice(0, longestSubject), at: Number(seconds) * 1000 }];
  });
