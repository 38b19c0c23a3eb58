import { runGit } from '../../git/run-git.ts';
import type { Restoring } from '../restoring.ts';
import { trackedFiles } from './find-hidden.ts';

/**
 * Files that only a change of the ignore rules made visible (`.env`, dependencies) are not removed: the rules of the
 * target come first, and what they ignore is dropped from the index, unless the agent tracked it.
 */
export async function spareIgnored(
  restoring: Restoring,
  rules: readonly string[],
  signal: AbortSignal,
): Promise<void> {
  if (rules.length === 0) return;
  const { state, target, view } = restoring;
  const call = { place: view.worktree, index: view.index };
  const source = `--source=${target.tree}`;
  const args = ['restore', source, '--staged', '--worktree', '--pathspec-from-file=-', '--pathspec-file-nul'];
  const input = rules.map((name) => `:(top,literal)${name}`).join('\0');
  await runGit(state.git, { ...call, args, input }, signal);
  const list = ['ls-files', '-z', '--cached', '--ignored', '--exclude-standard'];
  const ignored = (await runGit(state.git, { ...call, args: list }, signal)).split('\0');
  const tracked = await trackedFiles(restoring, signal);
  const spared = ignored.filter((name) => name !== '' && !tracked.has(name));
  if (spared.length === 0) return;
  const drop = { ...call, args: ['update-index', '--force-remove', '-z', '--stdin'] };
  await runGit(state.git, { ...drop, input: spared.join('\0') }, signal);
}
