import { mkdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { execa } from 'execa';
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
  const git = (...args: string[]) =>
    execa('git', [...identity, ...args], {
      cwd: folder,
      extendEnv: false,
      env: { ...env, ...gitEnvironment },
      stdin: 'ignore',
    });
  await git('init', '--quiet');
  await git('add', '--all');
  await git('commit', '--quiet', '--no-gpg-sign', '--message', 'A cart with two faults');
}
