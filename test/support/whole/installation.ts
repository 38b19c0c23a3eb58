import { execFile } from 'node:child_process';
import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { demoScript } from '../../../adapters/demo/demo-files.ts';
import { makeDemoRepository } from '../../../adapters/demo/make-demo-repository.ts';
import { endOrphans } from './processes.ts';
import { bareEnvironment, startDrover, type DroverProcess } from './drover-process.ts';

const run = promisify(execFile);

/** A folder as an operator has it: a repository, a configuration, a home; and what was started in it. */
export interface Installation {
  readonly folder: string;
  readonly home: string;
  /** The demo's repository: `npm test` is red until `cart.js` is mended. */
  readonly repository: string;
  configure(config: object): Promise<void>;
  start(env?: Readonly<Record<string, string>>, args?: readonly string[]): Promise<DroverProcess>;
  git(...args: string[]): Promise<string>;
  /** Kills what still runs and removes everything. */
  remove(): Promise<void>;
}

/** Everything that the demo's script changes in one go: a first turn that is right. */
const right = demoScript.turns[1] ?? [];

/** Scripts for the scripted agent. */
export const scripts = {
  /** Wrong at first, right at the second turn. */
  twoTurns: demoScript,
  rightAtOnce: { turns: [right] },
  /** Never right. */
  stubborn: {
    turns: [[{ edit: { path: 'notes.txt', write: 'still thinking {{turn}}' } }, { say: 'Done.' }]],
  },
};

export async function makeInstallation(
  config: object | ((repository: string) => object) = {},
): Promise<Installation> {
  const folder = await mkdtemp(join(tmpdir(), 'drover-e2e-'));
  const [home, repository] = [join(folder, 'home'), join(folder, 'repo')];
  await makeDemoRepository(repository, bareEnvironment());
  await mkdir(join(folder, 'operator'));
  const started: DroverProcess[] = [];
  const installation: Installation = {
    folder,
    home,
    repository,
    configure: (wanted) =>
      writeFile(join(folder, 'drover.config.json'), JSON.stringify({ ...usual(repository), ...wanted })),
    async start(env = {}, args = []) {
      const drover = await startDrover({
        home,
        cwd: folder,
        args,
        env: { HOME: join(folder, 'operator'), ...env },
      });
      started.push(drover);
      return drover;
    },
    git: async (...args) => (await run('git', ['-C', repository, ...args])).stdout.trim(),
    async remove() {
      await Promise.all(started.map((drover) => drover.end('SIGKILL')));
      if (started.length > 0) await endOrphans(home);
      await rm(folder, { recursive: true, force: true, maxRetries: 5, retryDelay: 100 });
    },
  };
  await installation.configure(typeof config === 'function' ? config(repository) : config);
  return installation;
}

const usual = (repository: string) => ({
  projects: {
    cart: { source: repository, accept: ['npm test'], agent: 'scripted', channels: ['slack:C0GENERAL'] },
  },
  agents: { scripted: { kind: 'scripted', script: scripts.twoTurns } },
  access: { view: [], run: ['slack:U0ALICE'], approve: ['slack:U0BOB'], admin: [] },
  beacon: { minSeconds: 1 },
  // Where a test does not say otherwise nobody is there to be asked.
  escalation: { budgetWait: 0, questionWait: 0 },
});
