import { lstat, mkdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { DroverError } from '../../../src/domain/errors.ts';
import { runGit } from '../../workspace/git-worktree/git/run-git.ts';
import { obstacle } from '../guard/reach.ts';
import { indexFile } from '../guard/note-path.ts';
import type { MemoryState } from '../memory-state.ts';

/** Project names are configuration keys; whatever else comes here is no folder's name. */
const projectName = /^[A-Za-z0-9][A-Za-z0-9_-]*(?:\.[A-Za-z0-9_-]+)*$/;

/** Where a project's notes are, whether or not they are there. @throws DroverError WORKSPACE_FAILED for a name that is none */
export function folderOf({ root }: MemoryState, project: string): string {
  if (projectName.test(project) && project.length <= 40) return join(root, project);
  throw new DroverError(
    'WORKSPACE_FAILED',
    'the notes of a project without a usable name are asked for',
    'Project names are made of letters, digits, dots, dashes and underscores.',
  );
}

/**
 * The folder with a repository of its own in it; both are made when missing.
 * @throws DroverError WORKSPACE_FAILED when a link or a file stands in the way
 */
export async function ensureFolder(
  state: MemoryState,
  project: string,
  signal: AbortSignal,
): Promise<string> {
  const folder = folderOf(state, project);
  await mkdir(state.root, { recursive: true, mode: 0o700 });
  await mustReach(folder, '');
  await mkdir(folder, { recursive: true, mode: 0o700 });
  const gitDir = join(folder, '.git');
  await mustReach(gitDir, '');
  if (!(await isThere(join(gitDir, 'HEAD')))) {
    await mkdir(gitDir, { recursive: true, mode: 0o700 });
    const args = ['init', '--quiet', '--initial-branch=main', '--template=', '--object-format=sha1'];
    await runGit(state.git, { args, place: { gitDir }, about: folder }, signal);
    // Made from inside, it is taken for one without a checkout.
    await runGit(state.git, { args: ['config', 'core.bare', 'false'], place: { gitDir } }, signal);
  }
  await mkdir(join(gitDir, 'info'), { recursive: true, mode: 0o700 });
  await writeFile(join(gitDir, 'info', 'exclude'), `${indexFile}\n`, { mode: 0o600 });
  return folder;
}

async function mustReach(folder: string, file: string): Promise<void> {
  const why = await obstacle(folder, file);
  if (why === undefined) return;
  throw new DroverError(
    'WORKSPACE_FAILED',
    `${folder}: ${why}`,
    'drover keeps notes in plain folders only. Move away what stands there.',
  );
}

export const isThere = (path: string): Promise<boolean> =>
  lstat(path).then(
    () => true,
    () => false,
  );
