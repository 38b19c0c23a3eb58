import { resolveObjects } from '../git/resolve-objects.ts';
import { runGit } from '../git/run-git.ts';
import { commitTree, ownIdentity } from '../work/commit-tree.ts';
import { positionParents, samePosition } from '../work/position.ts';
import { operationHeads } from './operations.ts';
import type { Restoring } from './restoring.ts';
import type { Standing } from './standing.ts';

/**
 * Keeps what stands under `refs/drover/<goal>/before-restore-<n>`, in the form of a checkpoint, so that it can be
 * returned to as well; commits of an open merge or rebase under `…-open`. The same again is kept once.
 */
export async function keepStanding(
  restoring: Restoring,
  standing: Standing,
  signal: AbortSignal,
): Promise<void> {
  const { state, goal, view, target, info } = restoring;
  const parents = positionParents(standing);
  const kept = await readKept(restoring, signal);
  const last = kept.at(-1);
  if (last?.tree === standing.tree && samePosition(parents, last.parents)) return;
  const ref = `${keptRefs(goal)}${(last?.number ?? 0) + 1}`;
  const message = `before the return of ${goal} to ${target.name}\n`;
  const save = { tree: standing.tree, parents, message, by: ownIdentity };
  const sha = await commitTree(state.git, view.worktree, save, signal);
  const open = await keepOpen(restoring, { ref, save }, signal);
  const input = `create ${ref} ${sha}\n${open}`;
  await runGit(state.git, { args: ['update-ref', '--stdin'], place: view.worktree, input }, signal);
  state.logger.info({ worktree: info.path, ref, sha }, 'kept what stands in a worktree before its return');
}

const keptRefs = (goal: string): string => `refs/drover/${goal}/before-restore-`;

interface Kept {
  readonly number: number;
  readonly tree: string;
  readonly parents: readonly string[];
}

async function readKept({ state, goal, view }: Restoring, signal: AbortSignal): Promise<readonly Kept[]> {
  const format = '--format=%(refname)%00%(tree)%00%(parent)';
  const args = ['for-each-ref', format, `${keptRefs(goal)}*`];
  const output = await runGit(state.git, { args, place: view.worktree }, signal);
  return output
    .split('\n')
    .map((line) => line.split('\0'))
    .filter(([name]) => /-\d+$/.test(name ?? ''))
    .map(([name, tree, parents]) => ({
      number: Number(name?.slice(keptRefs(goal).length)),
      tree: tree ?? '',
      parents: (parents ?? '').split(' ').filter((parent) => parent !== ''),
    }))
    .toSorted((one, other) => one.number - other.number);
}

type Save = Parameters<typeof commitTree>[2];

/** The order for the ref of what open operations work with; nothing when none is open. */
async function keepOpen(
  { state, view }: Restoring,
  { ref, save }: { readonly ref: string; readonly save: Save },
  signal: AbortSignal,
): Promise<string> {
  const names = (await operationHeads(view.worktree)).map((sha) => `${sha}^{commit}`);
  if (names.length === 0) return '';
  const found = await resolveObjects(state.git, view.worktree, names, signal);
  const parents = [...new Set(found.filter((sha) => sha !== undefined))];
  if (parents.length === 0) return '';
  const sha = await commitTree(state.git, view.worktree, { ...save, parents }, signal);
  return `create ${ref}-open ${sha}\n`;
}
