import { createHash } from 'node:crypto';
import { lstat, readFile, readlink } from 'node:fs/promises';
import path from 'node:path';
import { git } from '../../support/git-repository.ts';

/** Every file that git tracks or does not ignore, as it stands on the disk: name → kind, executable or not, content. */
export async function visibleFiles(folder: string): Promise<Record<string, string>> {
  const listed = await git(folder, 'ls-files', '-z', '--cached', '--others', '--exclude-standard');
  const files: Record<string, string> = {};
  for (const name of [...new Set(listed.split('\0'))].filter((entry) => entry !== '').toSorted()) {
    const file = path.join(folder, name);
    const found = await lstat(file).catch(() => undefined);
    // An index may name a file that is a folder by now.
    if (found === undefined || found.isDirectory()) continue;
    if (found.isSymbolicLink()) files[name] = `link to ${await readlink(file)}`;
    else if (found.isFile()) files[name] = await describeFile(file, found.mode);
    else files[name] = 'no file';
  }
  return files;
}

async function describeFile(file: string, mode: number): Promise<string> {
  const content = await readFile(file);
  const text = content.length < 60 ? JSON.stringify(content.toString('latin1')) : digest(content);
  return `${(mode & 0o100) === 0 ? 'plain' : 'executable'} ${text}`;
}

const digest = (content: Buffer): string => createHash('sha256').update(content).digest('hex');

/** Files, HEAD, branch and what git says of them: all that a return has to bring back. */
export async function wholeState(folder: string, branch: string): Promise<Record<string, unknown>> {
  return {
    files: await visibleFiles(folder),
    head: await git(folder, 'symbolic-ref', '--quiet', 'HEAD').catch(() => 'detached'),
    branch: await git(folder, 'rev-parse', `refs/heads/${branch}`),
    status: await git(folder, 'status', '--porcelain=v1', '-z', '--untracked-files=all'),
  };
}
