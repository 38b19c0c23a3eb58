import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { execa } from 'execa';
import { makeDemoRepository } from './make-demo-repository.ts';

/** A temporary place with everything the demo needs. */
export interface DemoFolder {
  readonly repository: string;
  /** drover's home for the demo. */
  readonly home: string;
  /** The commit that came out, as git shows it. */
  showCommit(branch: string): Promise<string>;
  remove(): Promise<void>;
}

export async function makeDemoFolder(env: Readonly<Record<string, string>>): Promise<DemoFolder> {
  const folder = await mkdtemp(join(tmpdir(), 'drover-demo-'));
  const repository = join(folder, 'demo-cart');
  await makeDemoRepository(repository, env);
  return {
    repository,
    home: join(folder, 'home'),
    async showCommit(branch) {
      const args = ['show', '--stat', '--patch', '--format=commit %h%n%an%n%n%B', '--end-of-options', branch];
      const { stdout } = await execa('git', args, {
        cwd: repository,
        extendEnv: false,
        env: { ...env, GIT_PAGER: 'cat' },
        stdin: 'ignore',
      });
      return stdout;
    },
    remove: () => rm(folder, { recursive: true, force: true, maxRetries: 5, retryDelay: 100 }),
  };
}
