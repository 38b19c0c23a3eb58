import { execa } from 'execa';
import type { WorkspaceInfo } from '../../../../src/ports/workspace.ts';
import { gitError } from '../git/git-error.ts';
import { gitArguments, spawnOptions } from '../git/run-git.ts';
import type { Git, GitCommand } from '../git/run-git.ts';
import type { WorkspacesState } from '../state.ts';
import { diffOptions } from './changes.ts';
import { cutDiff } from './cut-diff.ts';
import type { LongText } from './cut-diff.ts';
import { openWorktree } from './open-worktree.ts';
import { withSnapshot } from './snapshot.ts';

/** See `Workspaces.diff`. A diff of any size passes through; only what is shown is kept. */
export async function diff(
  state: WorkspacesState,
  info: WorkspaceInfo,
  maxBytes: number,
  signal: AbortSignal,
): Promise<string> {
  const worktree = await openWorktree(state, info);
  return await withSnapshot(
    state,
    worktree,
    async ({ tree }) => {
      const args = [
        'diff-tree',
        ...diffOptions,
        '-p',
        '--src-prefix=a/',
        '--dst-prefix=b/',
        info.baseSha,
        tree,
      ];
      return cutDiff(await readHead(state.git, { args, place: worktree }, maxBytes, signal), maxBytes);
    },
    signal,
  );
}

async function readHead(
  git: Git,
  command: GitCommand,
  maxBytes: number,
  signal: AbortSignal,
): Promise<LongText> {
  signal.throwIfAborted();
  const child = execa('git', gitArguments(command), {
    ...spawnOptions(git, command),
    cancelSignal: signal,
    encoding: 'buffer',
    buffer: { stdout: false },
    reject: false,
  });
  const text = await collectHead(child.stdout, maxBytes);
  const result = await child;
  signal.throwIfAborted();
  if (!result.failed) return text;
  const stderr = Buffer.from(result.stderr ?? '').toString('utf8');
  throw gitError({ command: 'diff-tree', about: command.place.workTree ?? '', stderr, cause: result.cause });
}

async function collectHead(stream: AsyncIterable<Uint8Array>, maxBytes: number): Promise<LongText> {
  const chunks: Uint8Array[] = [];
  let totalBytes = 0;
  for await (const chunk of stream) {
    if (totalBytes < maxBytes) chunks.push(chunk.subarray(0, maxBytes - totalBytes));
    totalBytes += chunk.length;
  }
  return { head: Buffer.concat(chunks), totalBytes };
}
