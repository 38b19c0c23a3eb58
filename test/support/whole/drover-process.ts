import { spawn, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { until } from '../until.ts';

/** The program as it is started. */
export const launcher = fileURLToPath(new URL('../../../src/launch.js', import.meta.url));

export interface DroverProcess {
  readonly home: string;
  /** Base of the HTTP server. */
  readonly url: string;
  readonly child: ChildProcess;
  /** Everything it printed so far. */
  output(): string;
  /** Asks a verb over HTTP; answers the JSON body. */
  verb(verb: string, body?: object, headers?: Record<string, string>): Promise<VerbReply>;
  get(path: string): Promise<Record<string, unknown>>;
  /** Sends the signal and waits for the end; answers exit code or signal. */
  end(signal: NodeJS.Signals): Promise<number | NodeJS.Signals>;
}

export interface VerbReply {
  readonly status: number;
  readonly ok: boolean;
  readonly goal?: string;
  readonly text?: string;
  readonly code?: string;
  readonly hint?: string;
  readonly data?: Record<string, unknown>;
}

export interface StartOptions {
  /** drover's home; kept between starts. */
  readonly home: string;
  /** Working directory: where `drover.config.*` and `.env` are looked for. */
  readonly cwd: string;
  readonly env?: Readonly<Record<string, string>>;
  /** Words after `start`. */
  readonly args?: readonly string[];
}

/** The variables that a started drover needs of ours; nothing else leaks in from the test's own environment. */
export const bareEnvironment = (): Record<string, string> => ({
  PATH: process.env['PATH'] ?? '',
  LOG_LEVEL: 'info',
});

/** Starts the whole program as a user would and waits until it is ready. */
export async function startDrover(options: StartOptions): Promise<DroverProcess> {
  const printed: Buffer[] = [];
  const child = spawn(process.execPath, [launcher, 'start', ...(options.args ?? [])], {
    cwd: options.cwd,
    env: { ...bareEnvironment(), DROVER_HOME: options.home, PORT: '0', ...options.env },
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  child.stdout.on('data', (chunk: Buffer) => printed.push(chunk));
  child.stderr.on('data', (chunk: Buffer) => printed.push(chunk));
  const output = () => Buffer.concat(printed).toString('utf8');
  const died = once(child, 'exit').then(([code]) => {
    throw new Error(`it exited with ${String(code)}`);
  });
  const ready = until('drover to be ready', () => readyUrl(child, options.home), 40_000);
  const url = await Promise.race([ready, died]).catch((error: unknown) => {
    child.kill('SIGKILL');
    throw new Error(`drover did not start:\n${output()}`, { cause: error });
  });
  return connect({ home: options.home, url, child, output });
}

async function readyUrl(child: ChildProcess, home: string): Promise<string | undefined> {
  if (child.exitCode !== null) throw new Error(`it exited with ${child.exitCode}`);
  const owner = JSON.parse(await readFile(join(home, 'locks', 'owner.json'), 'utf8')) as {
    pid: number;
    url?: string;
  };
  if (owner.pid !== child.pid || owner.url === undefined) return undefined;
  return (await fetch(`${owner.url}/readyz`)).ok ? owner.url : undefined;
}

function connect(base: Pick<DroverProcess, 'home' | 'url' | 'child' | 'output'>): DroverProcess {
  const { home, url, child } = base;
  const authorization = async () => `Bearer ${(await readFile(join(home, 'token'), 'utf8')).trim()}`;
  return {
    ...base,
    async verb(verb, body = {}, headers = {}) {
      const response = await fetch(`${url}/api/verbs/${verb}`, {
        method: 'POST',
        headers: { authorization: await authorization(), 'content-type': 'application/json', ...headers },
        body: JSON.stringify(body),
      });
      return { ...((await response.json()) as Omit<VerbReply, 'status'>), status: response.status };
    },
    async get(path) {
      const response = await fetch(`${url}${path}`, { headers: { authorization: await authorization() } });
      return (await response.json()) as Record<string, unknown>;
    },
    async end(signal) {
      if (child.exitCode !== null || child.signalCode !== null)
        return child.exitCode ?? child.signalCode ?? 0;
      const over = once(child, 'exit');
      child.kill(signal);
      const [code, by] = (await over) as [number | null, NodeJS.Signals | null];
      return code ?? by ?? 0;
    },
  };
}
