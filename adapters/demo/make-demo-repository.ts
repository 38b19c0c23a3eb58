import { mkdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { execa } from 'execa';
import { DroverError } from '../../src/domain/errors.ts';
import { demoFiles } from './demo-files.ts';

/** Nobody's git configuration, hooks or templates take part. */
const gitEnvironment = { GIT_CONFIG_NOSYSTEM: '1', GIT_CONFIG_GLOBAL: '/dev/null', GIT_TERMINAL_PROMPT: '0' };
const identity = ['-c', 'user.name=demo', '-c', 'user.email=demo@localhost', '-c', 'init.defaultBranch=main'];

/** Makes the demo's git repository with one commit in `folder`; `env` must hold `PATH`. */
export async function makeDemoRepository(
  folder: string,
  env: Readonly<Record<string, string>>,
): Promise<void> {
  await mkdir(folder, { recursive: true });
  for (const [name, text] of Object.entries(demoFiles)) await writeFile(join(folder, name), text);
  for (const args of [
    ['init', '--quiet'],
    ['add', '--all'],
    ['commit', '--quiet', '--no-gpg-sign', '--message', 'A cart with two faults'],
  ])
    await git(folder, env, args);
}

async function git(
  folder: string,
  env: Readonly<Record<string, string>>,
  args: readonly string[],
): Promise<void> {
  const result = await execa('git', [...identity, ...args], {
    cwd: folder,
    extendEnv: false,
    env: { ...env, ...gitEnvironment },
    stdin: 'ignore',
    reject: false,
  });
  if (!result.failed) return;
  const missing = result.code === 'ENOENT';
  throw new DroverError(
    missing ? 'GIT_MISSING' : 'GIT_FAILED',
    missing ? 'git is not on PATH' : `git could not make the demo's repository: ${result.stderr}`,
    missing ? 'Install git.' : 'Is the temporary folder writable?',
    { cause: result },
  );
}
