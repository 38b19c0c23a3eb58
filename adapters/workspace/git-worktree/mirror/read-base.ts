import path from 'node:path';
import type { WorkspaceRequest } from '../../../../src/ports/workspace.ts';
import { runGit } from '../git/run-git.ts';
import type { WorkspacesState } from '../state.ts';
import { mirrorPath } from './mirror-path.ts';

const maxBytes = 1024 * 1024;

/** Names in the top folder of a commit. */
export async function listBase(
  state: WorkspacesState,
  request: WorkspaceRequest,
  baseSha: string,
  signal: AbortSignal,
): Promise<readonly string[]> {
  const place = { gitDir: mirrorPath(state.home, request.project) };
  const args = ['ls-tree', '-z', '--name-only', '--end-of-options', `${baseSha}^{commit}`];
  const output = await runGit(state.git, { args, place }, signal);
  return output.split('\0').filter((name) => name !== '');
}

/** A file's text at a commit; undefined when there is no such file, or it is larger than 1 MiB. */
export async function readBase(
  state: WorkspacesState,
  request: WorkspaceRequest,
  at: { readonly baseSha: string; readonly path: string },
  signal: AbortSignal,
): Promise<string | undefined> {
  const name = path.posix.normalize(at.path);
  if (/[\n\0]/.test(name) || /^(\/|\.\.?(\/|$))/.test(name)) return undefined;
  const place = { gitDir: mirrorPath(state.home, request.project) };
  const input = `${at.baseSha}:${name}\n`;
  const args = ['cat-file', '--batch-check=%(objecttype) %(objectsize) %(objectname)'];
  const output = await runGit(state.git, { args, place, input }, signal);
  const [, size, sha] = /^blob (\d+) ([0-9a-f]+)$/.exec(output.trimEnd()) ?? [];
  if (sha === undefined || Number(size) > maxBytes) return undefined;
  return await runGit(state.git, { args: ['cat-file', 'blob', sha], place }, signal);
}
