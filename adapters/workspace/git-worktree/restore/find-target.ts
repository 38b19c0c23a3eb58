import { DroverError } from '../../../../src/domain/errors.ts';
import type { RestorePoint, WorkspaceInfo } from '../../../../src/ports/workspace.ts';
import { resolveObjects } from '../git/resolve-objects.ts';
import type { Git } from '../git/run-git.ts';
import type { Worktree } from '../tree/fill-worktree.ts';
import { branchOf } from '../work/position.ts';

/** How the worktree is to stand. */
export interface Target {
  /** For messages: `the base`. */
  readonly name: string;
  /** Its files. */
  readonly tree: string;
  /** Commit of the goal's branch. */
  readonly position: string;
}

/** Finds the target before anything is changed. WORKSPACE_FAILED when it is not there any more. */
export async function findTarget(
  git: Git,
  worktree: Worktree,
  { info, to }: { readonly info: WorkspaceInfo; readonly to: RestorePoint },
  signal: AbortSignal,
): Promise<Target> {
  const sha = to.kind === 'base' ? info.baseSha : to.sha;
  const name = to.kind === 'base' ? `the base ${sha.slice(0, 12)}` : `checkpoint ${sha.slice(0, 12)}`;
  if (!/^[0-9a-f]{40,64}$/.test(sha)) throw gone(info, name);
  const names = [`${sha}^{commit}`, `${sha}^{tree}`, `${sha}^1`, `${sha}^2`];
  const [commit, tree, ...parents] = await resolveObjects(git, worktree, names, signal);
  if (commit === undefined || tree === undefined) throw gone(info, name);
  const position = to.kind === 'base' ? commit : (branchOf(parents) ?? info.baseSha);
  return { name, tree, position };
}

const gone = (info: WorkspaceInfo, name: string): DroverError =>
  new DroverError(
    'WORKSPACE_FAILED',
    `${info.path}: ${name} is not there any more; nothing was changed`,
    'Roll back to another checkpoint, or begin again with retry.',
  );
