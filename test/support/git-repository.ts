import { execFile } from 'node:child_process';
import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { promisify } from 'node:util';

const run = promisify(execFile);

/** The environment of a person at this machine whose git has no settings. */
export const plainGitEnv: Readonly<Record<string, string>> = {
  PATH: process.env['PATH'] ?? '',
  HOME: '/nonexistent',
  LC_ALL: 'C',
  GIT_CONFIG_NOSYSTEM: '1',
  GIT_CONFIG_GLOBAL: '/dev/null',
  GIT_TERMINAL_PROMPT: '0',
  GIT_AUTHOR_NAME: 'Ada',
  GIT_AUTHOR_EMAIL: 'ada@example.org',
  GIT_COMMITTER_NAME: 'Ada',
  GIT_COMMITTER_EMAIL: 'ada@example.org',
};

/** Runs plain git in a folder and answers what it printed, without the last line break. */
export async function git(folder: string, ...args: string[]): Promise<string> {
  const options = { cwd: folder, env: { ...plainGitEnv }, maxBuffer: 64 * 1024 * 1024 };
  const { stdout } = await run('git', args, options);
  return stdout.replace(/\n$/, '');
}

/** Files to write: path → text; folders on the way are made. */
export type Files = Readonly<Record<string, string>>;

export async function writeFiles(folder: string, files: Files): Promise<void> {
  for (const [name, text] of Object.entries(files)) {
    const file = path.join(folder, name);
    await mkdir(path.dirname(file), { recursive: true });
    await writeFile(file, text);
  }
}

/** Commits everything in a checkout; answers the commit. */
export async function commitFiles(folder: string, files: Files, message = 'change'): Promise<string> {
  await writeFiles(folder, files);
  await git(folder, 'add', '--all');
  await git(folder, 'commit', '--quiet', '--allow-empty', '-m', message);
  return await git(folder, 'rev-parse', 'HEAD');
}

/** A checkout on `main` with a first commit of these files. */
export async function makeRepository(
  folder: string,
  files: Files = { 'README.md': 'hello\n' },
): Promise<string> {
  await mkdir(folder, { recursive: true });
  await git(folder, 'init', '--quiet', '--initial-branch=main');
  await commitFiles(folder, files, 'first');
  return folder;
}

/** A folder of the test's own, removed with everything in it by `await using`. */
export async function temporaryFolder(name = 'drover-git-'): Promise<{ path: string } & AsyncDisposable> {
  const folder = await mkdtemp(path.join(tmpdir(), name));
  return {
    path: folder,
    [Symbol.asyncDispose]: () => rm(folder, { recursive: true, force: true, maxRetries: 3 }),
  };
}

/** Everything that makes up the state of a checkout as its owner sees it: HEAD, index, files, settings. */
export async function checkoutState(folder: string): Promise<Record<string, string>> {
  return {
    head: await git(folder, 'symbolic-ref', '--quiet', 'HEAD').catch(() => 'detached'),
    commit: await git(folder, 'rev-parse', 'HEAD'),
    index: await git(folder, 'ls-files', '--stage'),
    status: await git(folder, 'status', '--porcelain=v1', '--ignored'),
    config: await git(folder, 'config', '--local', '--list'),
    remotes: await git(folder, 'for-each-ref', 'refs/remotes'),
  };
}
