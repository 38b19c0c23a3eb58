import { execa } from 'execa';
import { DroverError } from '../../../../src/domain/errors.ts';
import type { WorkspacesState } from '../state.ts';

/** Folders that one call names; far below the longest command line of any system. */
const perCall = 200;

/**
 * Bytes that folders take on the disk, by path; one that is not there takes none. Counted by `du` (POSIX), in a process of
 * its own: worktrees may hold hundreds of thousands of files. Links are not followed.
 */
export async function diskUsage(
  state: WorkspacesState,
  folders: readonly string[],
  signal: AbortSignal,
): Promise<ReadonlyMap<string, number>> {
  const sizes = new Map<string, number>();
  for (let from = 0; from < folders.length; from += perCall) {
    const output = await du(state, folders.slice(from, from + perCall), signal);
    for (const [, blocks, folder] of output.matchAll(/^(\d+)\s+(.+)$/gm))
      if (folder !== undefined) sizes.set(folder, Number(blocks) * 1024);
  }
  return sizes;
}

/** It fails where it may not look into a folder, and prints what it could count all the same. */
async function du(state: WorkspacesState, folders: readonly string[], signal: AbortSignal): Promise<string> {
  signal.throwIfAborted();
  const result = await execa('du', ['-sk', '--', ...folders], {
    env: { ...state.git.sealed },
    extendEnv: false,
    stdin: 'ignore',
    cwd: state.home,
    cancelSignal: signal,
    timeout: state.git.timeoutMs,
    reject: false,
  });
  signal.throwIfAborted();
  if (result.exitCode !== undefined) return result.stdout;
  throw new DroverError(
    'WORKSPACE_FAILED',
    `${state.home}: how much disk worktrees take could not be counted: ${result.shortMessage}`,
    'See that the program du is on the PATH of drover.',
    { cause: result.cause },
  );
}
