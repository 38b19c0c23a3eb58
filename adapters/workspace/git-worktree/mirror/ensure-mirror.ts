import { mkdir, readFile, rename, rm, stat, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { toError } from '../../../../src/domain/errors.ts';
import { fileError } from '../git/git-error.ts';
import { runGit } from '../git/run-git.ts';
import type { Git } from '../git/run-git.ts';
import { isWholeHead, mirrorConfig } from './mirror-config.ts';

/**
 * Makes the bare repository of a project unless it is there, and completes one whose making was cut short:
 * `git init` keeps what is there and adds what is missing.
 */
export async function ensureMirror(git: Git, mirror: string, signal: AbortSignal): Promise<void> {
  if (!(await isWhole(mirror))) await initMirror(git, mirror, signal);
  await restoreConfig(mirror);
}

/** Puts drover's configuration back where an agent changed it. Costs one small read when nobody did. */
export async function restoreConfig(mirror: string): Promise<void> {
  const file = path.join(mirror, 'config');
  if ((await readText(file)) === mirrorConfig) return;
  const fresh = `${file}.drover`;
  try {
    await writeFile(fresh, mirrorConfig, { mode: 0o600 });
    await rename(fresh, file);
  } catch (error) {
    throw fileError(error, mirror);
  }
}

async function isWhole(mirror: string): Promise<boolean> {
  const folders = await Promise.all(['objects', 'refs'].map((name) => isFolder(path.join(mirror, name))));
  const head = await readText(path.join(mirror, 'HEAD'));
  return folders.every(Boolean) && head !== undefined && isWholeHead(head);
}

async function initMirror(git: Git, mirror: string, signal: AbortSignal): Promise<void> {
  try {
    await mkdir(mirror, { recursive: true, mode: 0o700 });
    await rm(path.join(mirror, 'HEAD'), { force: true });
    await rm(path.join(mirror, 'config'), { force: true });
  } catch (error) {
    throw fileError(error, mirror);
  }
  const args = ['init', '--quiet', '--bare', '--template=', '--initial-branch=drover-none', mirror];
  await runGit(git, { args, place: { gitDir: mirror } }, signal);
}

const isFolder = (folder: string): Promise<boolean> =>
  stat(folder).then(
    (stats) => stats.isDirectory(),
    () => false,
  );

async function readText(file: string): Promise<string | undefined> {
  try {
    return await readFile(file, 'utf8');
  } catch (error) {
    const failure: Error & { code?: string } = toError(error);
    if (failure.code === 'ENOENT') return undefined;
    throw fileError(error, file);
  }
}
