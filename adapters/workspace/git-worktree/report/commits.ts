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
  since: string | undefined,
  signal: AbortSignal,
): Promise<readonly CommitFacts[]> {
  const worktree = await openWorktree(state, info);
  // The parents of a checkpoint are where the checkout and the branch stood.
  const before = since !== undefined && /^[0-9a-f]{40,64}$/.test(since) ? [`${since}^1`, `${since}^2`] : [];
  const names = ['HEAD^{commit}', `${info.baseSha}^{commit}`, ...before];
  const [head, ...known] = await resolveObjects(state.git, worktree, names, signal);
  if (head === undefined) return [];
  const without = known.filter((sha) => sha !== undefined).map((sha) => `^${sha}`);
  const options = ['-z', '--topo-order', '--reverse', `--max-count=${mostCommits}`, '--format=%H %ct %s'];
  const plain = ['--no-show-signature', '--no-notes', '--no-color'];
  const args = ['log', ...plain, ...options, '--end-of-options', head, ...without, '--'];
  return parseCommits(await runGit(state.git, { args, place: worktree }, signal));
}

const parseCommits = (output: string): readonly CommitFacts[] =>
  output.split('\0').flatMap((entry) => {
    const [, sha, seconds, subject] = /^([0-9a-f]{40,64}) (\d+) (.*)$/s.exec(entry) ?? [];
    if (sha === undefined) return [];
    return [{ sha, subject: (subject ?? '').slice(0, longestSubject), at: Number(seconds) * 1000 }];
  });
